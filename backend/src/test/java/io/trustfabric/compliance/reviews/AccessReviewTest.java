package io.trustfabric.compliance.reviews;

import static io.trustfabric.testing.Api.REVIEWS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.compliance;
import static io.trustfabric.testing.Api.errors;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.items;
import static io.trustfabric.testing.Api.planned;
import static io.trustfabric.testing.Api.review;
import static io.trustfabric.testing.Api.started;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessReviewTest {

  private static final String VERA =
      "{\"username\": \"vera\", \"email\": \"vera@example.com\", \"currentPermissions\": [\"viewer\"]}";
  private static final String ENZO =
      "{\"username\": \"enzo\", \"currentPermissions\": [\"engineer\", \"deploy\"]}";
  private static final String TWO = "[" + VERA + "," + ENZO + "]";

  @Test
  void a_review_is_planned_started_decided_and_completed() {
    var id = planned("{}");
    get(path(id))
        .header("ETag", "\"0\"")
        .body("status", equalTo("pending"))
        .body("nextStatuses", contains("in_progress", "cancelled"))
        .body("populationSha256", nullValue())
        .body("itemCount", is(0));
    move(id, "{\"status\": \"in_progress\", \"items\": %s}".formatted(TWO))
        .statusCode(200)
        .body("status", equalTo("in_progress"))
        .body("populationSource", equalTo("given"))
        .body("itemCount", is(2))
        .body("openItems", is(2))
        .body("startedAt", notNullValue());
    isProblem(move(id, "{\"status\": \"completed\"}"), 409, "conflict")
        .body("detail", equalTo("2 of 2 items are not decided."));
    var items = items(id);
    decide(id, items.get(0), "{\"decision\": \"keep\"}")
        .statusCode(200)
        .body("decision", equalTo("keep"))
        .body("decidedBy.subject", equalTo("compliance"))
        .body("actionStatus", equalTo("none"));
    isProblem(move(id, "{\"status\": \"completed\"}"), 409, "conflict")
        .body("detail", equalTo("1 of 2 items are not decided."));
    decide(id, items.get(1), "{\"decision\": \"revoke\", \"reason\": \"left\"}")
        .statusCode(200)
        .body("actionStatus", equalTo("pending"));
    move(id, "{\"status\": \"completed\"}")
        .statusCode(200)
        .body("completedAt", notNullValue())
        .body("nextStatuses", empty())
        .body("decidedItems", is(2))
        .body("revokedItems", is(1))
        .body("actionsPending", is(1));
    isProblem(
        decide(id, items.get(0), "{\"decision\": \"revoke\", \"reason\": \"x\"}"), 409, "conflict");
    get("/api/audit/records/access_review/" + id)
        .body(
            "items.action",
            contains(
                "access_review.status_changed",
                "access_review.items_decided",
                "access_review.items_decided",
                "access_review.status_changed",
                "access_review.created"))
        .body("items[0].change.status.after", equalTo("completed"));
    get("/api/audit/records/access_review_item/" + items.get(1))
        .body("items[0].action", equalTo("access_review_item.decided"))
        .body("items[0].change.decision.after", equalTo("revoke"));
  }

  @Test
  void the_population_is_frozen_in_canonical_order_under_its_digest() throws Exception {
    var id = started("[%s, %s]".formatted(ENZO, VERA));
    var other = started("[%s, %s]".formatted(VERA, ENZO));
    // RFC 8785 by hand: members by name, lines in byte order.
    var lines =
        "{\"currentPermissions\":[\"deploy\",\"engineer\"],\"username\":\"enzo\"}\n"
            + "{\"currentPermissions\":[\"viewer\"],\"email\":\"vera@example.com\",\"username\":\"vera\"}\n";
    var digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(lines.getBytes(StandardCharsets.UTF_8)));
    get(path(id)).body("populationSha256", equalTo(digest));
    get(path(other)).body("populationSha256", equalTo(digest));
    get(path(id) + "/items").body("items.username", contains("enzo", "vera"));
    isProblem(
        move(id, "{\"status\": \"in_progress\", \"items\": %s}".formatted(TWO)),
        409,
        "forbidden-transition");
    get(path(id)).body("populationSha256", equalTo(digest));
    assertThat(
            Sql.one(
                "SELECT encode(bytes, 'escape') FROM audit_log WHERE record_id::text = ?"
                    + " AND action = 'access_review.status_changed'",
                id))
        .doesNotContain(digest);
  }

  @Test
  void a_population_that_cannot_be_names_every_bad_account() {
    var id = planned("{}");
    isInvalid(move(id, "{\"status\": \"in_progress\"}"), "/items");
    isInvalid(
        move(
            id, "{\"status\": \"completed\", \"source\": \"given\", \"items\": %s}".formatted(TWO)),
        "/source",
        "/items");
    isInvalid(move(id, "{\"status\": \"in_progress\", \"items\": []}"), "/items");
    isInvalid(
        move(
            id,
            "{\"status\": \"in_progress\", \"items\": [%s, %s, {\"subject\": \"s\", \"currentPermissions\": []}]}"
                .formatted(VERA, VERA)),
        "/items/1",
        "/items/2/issuer");
    isInvalid(
        move(
            id,
            "{\"status\": \"in_progress\", \"items\": [{\"currentPermissions\": [\"\"], \"who\": 1}, {\"lastUsedAt\": \"2999-01-01T00:00:00Z\"}]}"),
        "/items/0/currentPermissions/0",
        "/items/0/who",
        "/items/1/currentPermissions",
        "/items/1/lastUsedAt");
    isInvalid(
        move(id, "{\"status\": \"in_progress\", \"items\": %s}".formatted(many(5_001))), "/items");
    get(path(id)).body("status", equalTo("pending")).body("itemCount", is(0));
  }

  @Test
  void five_thousand_accounts_are_one_line_with_a_proof_for_each() {
    var id = planned("{}");
    move(id, "{\"status\": \"in_progress\", \"items\": %s}".formatted(many(5_000)))
        .statusCode(200)
        .body("itemCount", is(5_000));
    get(path(id) + "/items?limit=200").body("page.total", is(5_000)).body("items.size()", is(200));
    assertThat(
            Sql.number(
                """
                SELECT count(*) FROM ledger_batch_rows b JOIN access_review_items i ON i.id = b.record_id
                WHERE i.review_id::text = ?
                """,
                id))
        .isEqualTo(5_000);
  }

  @Test
  void what_is_recommended_comes_with_its_reasons() {
    var peers =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    "{\"username\": \"p%d\", \"peerGroup\": \"tax\", \"currentPermissions\": [\"read\", \"file\"]}"
                        .formatted(i))
            .collect(Collectors.joining(","));
    var id =
        started(
            """
            [%s,
             {"username": "more", "peerGroup": "tax", "currentPermissions": ["read", "file", "pay", "approve"]},
             {"username": "unused", "currentPermissions": ["read"], "lastUsedAt": "2020-01-01T00:00:00Z"},
             {"username": "both", "currentPermissions": ["admin", "auditor"], "lastUsedAt": "2026-11-20T00:00:00Z"},
             {"name": "key-7", "currentPermissions": ["read"]}]
            """
                .formatted(peers));
    recommended(id, "more")
        .body("recommendation", equalTo("modify"))
        .body("recommendationReasons.rule", contains("more_rights_than_peers"))
        .body("recommendationReasons[0].permissions", contains("approve", "pay"))
        .body(
            "recommendationReasons[0].explanation",
            equalTo("holds 4 permissions, the median of its 5 peers is 2"));
    recommended(id, "unused")
        .body("recommendation", equalTo("revoke"))
        .body("recommendationReasons.rule", contains("unused"))
        .body("recommendationReasons[0].explanation", containsString("not used for"));
    recommended(id, "both")
        .body("recommendation", equalTo("modify"))
        .body("recommendationReasons.rule", contains("conflict_of_duties"))
        .body("recommendationReasons[0].permissions", contains("admin", "auditor"));
    recommended(id, "p0").body("recommendation", equalTo("keep"));
    get(path(id) + "/items?recommendation=revoke").body("page.total", is(2));
    get(path(id) + "/items?identityUnresolved=true").body("items.name", contains("key-7"));
    get(path(id) + "/items?peerGroup=tax&recommendation=keep").body("page.total", is(5));
  }

  @Test
  void revoking_and_modifying_say_why() {
    var id = started(TWO);
    var item = items(id).getFirst();
    isInvalid(decide(id, item, "{\"decision\": \"revoke\"}"), "/reason");
    isInvalid(decide(id, item, "{\"decision\": \"modify\", \"reason\": \" \"}"), "/reason");
    isInvalid(decide(id, item, "{\"decision\": \"drop\", \"why\": 1}"), "/decision", "/why");
    isInvalid(
        decide(id, item, "{\"decision\": \"keep\", \"newPermissions\": [\"x\"]}"),
        "/newPermissions");
    isProblem(
        decide(id, "0199f0f0-0000-7000-8000-000000000000", "{\"decision\": \"keep\"}"),
        404,
        "not-found");
    isProblem(
        decide(id, items(started(TWO)).getFirst(), "{\"decision\": \"keep\"}"), 404, "not-found");
    isProblem(decide(planned("{}"), item, "{\"decision\": \"keep\"}"), 409, "conflict");
  }

  @Test
  void nobody_decides_about_their_own_access_however_it_is_named() {
    var claims = Map.<String, Object>of("preferred_username", "cora", "email", "Cora@example.com");
    var cora =
        Tokens.token(
            "sub-cora", List.of("compliance"), Duration.ofMinutes(5), Tokens.AUDIENCE, claims);
    var mine =
        List.of(
            "\"issuer\": \"%s\", \"subject\": \"sub-cora\"".formatted(PostgresResource.ISSUER),
            "\"username\": \"CORA\"",
            "\"email\": \"cora@EXAMPLE.com\"",
            "\"issuer\": \"https://elsewhere.test\", \"subject\": \"7\", \"email\": \"cora@example.com\"",
            "\"name\": \"key-1\", \"owner\": \"cora\"",
            "\"name\": \"key-2\", \"owner\": \"cora@example.com\"",
            "\"name\": \"key-3\", \"owner\": \"sub-cora\"");
    var id =
        started(
            mine.stream()
                .map(who -> "{%s, \"currentPermissions\": [\"read\"]}".formatted(who))
                .collect(Collectors.joining(",", "[", ",%s]".formatted(VERA))));
    var items =
        get(path(id) + "/items?limit=200").extract().<List<Map<String, Object>>>path("items");
    for (var item : items) {
      var answer =
          decide(
              cora, id, item.get("id").toString(), "{\"decision\": \"revoke\", \"reason\": \"x\"}");
      if ("vera".equals(item.get("username"))) {
        answer.statusCode(200);
      } else {
        isProblem(answer, 403, "forbidden").body("detail", containsString("own_access"));
      }
    }
    var others = items(id).stream().toList();
    var answer = decideAll(cora, id, others, "revoke");
    isProblem(answer, 409, "conflict");
    assertThat(errors(answer).values())
        .filteredOn(message -> message.startsWith("own_access"))
        .hasSize(mine.size());
    get(path(id)).body("decidedItems", is(1));
  }

  @Test
  void a_machine_is_its_owner() {
    var token =
        Tokens.token(
            "service-account-bot",
            List.of("compliance"),
            Duration.ofMinutes(5),
            Tokens.AUDIENCE,
            Map.of(
                "client_id",
                "bot",
                "owner",
                "sub-cora",
                "preferred_username",
                "service-account-bot"));
    var id =
        started(
            "[{\"issuer\": \"%s\", \"subject\": \"sub-cora\", \"currentPermissions\": []}]"
                .formatted(PostgresResource.ISSUER));
    isProblem(
        decide(token, id, items(id).getFirst(), "{\"decision\": \"keep\"}"), 403, "forbidden");
  }

  @Test
  void who_cannot_be_told_from_the_item_does_not_decide_it() {
    var id = started("[{\"email\": \"someone@example.com\", \"currentPermissions\": []}]");
    var item = items(id).getFirst();
    isProblem(decide(id, item, "{\"decision\": \"keep\"}"), 403, "forbidden")
        .body("detail", containsString("does not say enough"));
    var withAddress =
        Tokens.token(
            "compliance",
            List.of("compliance"),
            Duration.ofMinutes(5),
            Tokens.AUDIENCE,
            Map.of("preferred_username", "compliance", "email", "other@example.com"));
    decide(withAddress, id, item, "{\"decision\": \"keep\"}").statusCode(200);
  }

  @Test
  void what_nobody_can_be_named_for_can_only_be_revoked() {
    var id =
        started(
            "[{\"name\": \"old key\", \"currentPermissions\": [\"read\"]}, %s]".formatted(VERA));
    var unresolved =
        get(path(id) + "/items?identityUnresolved=true").extract().<String>path("items[0].id");
    isProblem(decide(id, unresolved, "{\"decision\": \"keep\"}"), 409, "conflict")
        .body("detail", containsString("identity_unresolved"));
    isProblem(
            decide(id, unresolved, "{\"decision\": \"modify\", \"reason\": \"x\"}"),
            409,
            "conflict")
        .body("detail", containsString("identity_unresolved"));
    decide(id, unresolved, "{\"decision\": \"revoke\", \"reason\": \"nobody's\"}").statusCode(200);
  }

  @Test
  void a_decision_is_made_anew_only_by_who_has_read_it() {
    var id = started(TWO);
    var item = items(id).getFirst();
    decide(id, item, "{\"decision\": \"keep\"}").header("ETag", "\"1\"");
    isProblem(decide(id, item, "{\"decision\": \"revoke\", \"reason\": \"x\"}"), 409, "conflict")
        .body("detail", containsString("already_decided"));
    isProblem(again(id, item, "\"0\""), 412, "stale-version");
    again(id, item, "\"1\"").statusCode(200).body("decision", equalTo("revoke"));
    get(path(id))
        .body("decidedItems", is(1))
        .body("revokedItems", is(1))
        .body("actionsPending", is(1));
  }

  @Test
  void many_are_decided_at_once_or_none() {
    var id = started(many(20));
    var items = items(id);
    var bad = decideAll(Tokens.person("compliance"), id, items, "revoke\", \"x\": \"");
    assertThat(bad.extract().statusCode()).isEqualTo(400);
    isInvalid(
        compliance(
            "POST",
            path(id) + "/decisions",
            """
            {"decisions": [{"itemId": "%1$s", "decision": "keep"}, {"itemId": "%1$s", "decision": "revoke"}]}
            """
                .formatted(items.getFirst())),
        "/decisions/1/itemId",
        "/decisions/1/reason");
    isInvalid(
        compliance(
            "POST",
            path(id) + "/decisions",
            "{\"decisions\": [{\"itemId\": \"0199f0f0-0000-7000-8000-000000000000\", \"decision\": \"keep\"}]}"),
        "/decisions/0/itemId");
    decide(id, items.get(3), "{\"decision\": \"keep\"}").statusCode(200);
    var conflict = decideAll(Tokens.person("compliance"), id, items, "revoke");
    isProblem(conflict, 409, "conflict");
    assertThat(Api.pointers(conflict)).containsExactly("/decisions/3");
    get(path(id)).body("decidedItems", is(1));
    decideAll(
            Tokens.person("compliance"),
            id,
            items.stream().filter(item -> !item.equals(items.get(3))).toList(),
            "revoke")
        .statusCode(200)
        .body("decidedItems", is(20))
        .body("revokedItems", is(19));
    get(path(id) + "/items?decision=revoke").body("page.total", is(19));
    get(path(id) + "/items?decided=false").body("page.total", is(0));
    get(path(id) + "/items?actionStatus=pending&q=person-7").body("page.total", is(1));
    isInvalid(
        get(
            path(id)
                + "/items?decision=x&recommendation=x&actionStatus=x&decided=x&identityUnresolved=x"),
        "?decision",
        "?recommendation",
        "?actionStatus",
        "?decided",
        "?identityUnresolved");
  }

  @Test
  void a_review_is_cancelled_with_a_reason_and_then_over() {
    var id = planned("{}");
    isInvalid(move(id, "{\"status\": \"cancelled\"}"), "/reason");
    move(id, "{\"status\": \"cancelled\", \"reason\": \"the system is gone\"}")
        .statusCode(200)
        .body("cancelledAt", notNullValue());
    isProblem(
        move(id, "{\"status\": \"in_progress\", \"items\": %s}".formatted(TWO)),
        409,
        "forbidden-transition");
    isProblem(compliance("PATCH", path(id), "{\"reviewer\": \"x\"}"), 409, "conflict");
    isProblem(move(planned("{}"), "{\"status\": \"completed\"}"), 409, "forbidden-transition");
    isProblem(move(planned("{}"), "{\"status\": \"pending\"}"), 409, "forbidden-transition");
  }

  @Test
  void reviews_are_listed_and_filtered() {
    var who = "r" + UUID.randomUUID();
    var of = "{\"reviewer\": \"%s\", \"dueAt\": \"%s\", \"reviewType\": \"%s\"}";
    var late = planned(of.formatted(who, "2026-01-31T00:00:00Z", "api_keys"));
    var later = planned(of.formatted(who, "2999-01-31T00:00:00Z", "user_access"));
    var over = planned(of.formatted(who, "2026-01-30T00:00:00Z", "user_access"));
    move(over, "{\"status\": \"cancelled\", \"reason\": \"x\"}").statusCode(200);
    var list = REVIEWS + "?reviewer=" + who;
    get(list).body("items.id", contains(over, later, late));
    get(list + "&sort=dueAt").body("items.id", contains(over, late, later));
    get(list + "&overdue=true").body("items.id", contains(late)).body("items[0].overdue", is(true));
    get(list + "&overdue=false").body("items.id", contains(over, later));
    get(list + "&status=cancelled").body("items.id", contains(over));
    get(list + "&reviewType=api_keys&status=pending").body("items.id", contains(late));
    get(list + "&dueFrom=2026-01-31T00:00:00Z&dueTo=2027-01-01T00:00:00Z")
        .body("items.id", contains(late));
    get(list + "&actionsPending=true").body("page.total", is(0));
    get(REVIEWS + "?q=" + who).body("page.total", is(3));
    isInvalid(
        get(list + "&reviewType=x&status=x&overdue=x&actionsPending=x&dueFrom=x"),
        "?reviewType",
        "?status",
        "?overdue",
        "?actionsPending",
        "?dueFrom");
    compliance(
            "PATCH", path(late), "{\"dueAt\": \"2999-01-01T00:00:00Z\", \"reason\": \"holidays\"}")
        .statusCode(200)
        .body("overdue", is(false));
    isInvalid(
        compliance(
            "POST",
            REVIEWS,
            review("{\"reviewType\": \"x\", \"scope\": \"\", \"dueAt\": \"soon\"}")),
        "/reviewType",
        "/scope",
        "/dueAt");
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"username\": \"person-%d\", \"currentPermissions\": [\"read\"]}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static ValidatableResponse recommended(String id, String username) {
    var item = get(path(id) + "/items?q=" + username).extract().<String>path("items[0].id");
    return get(path(id) + "/items/" + item).statusCode(200);
  }

  private static ValidatableResponse move(String id, String body) {
    return compliance("PATCH", path(id) + "/status", body);
  }

  private static ValidatableResponse decide(String id, String item, String body) {
    return decide(Tokens.person("compliance"), id, item, body);
  }

  private static ValidatableResponse decide(String token, String id, String item, String body) {
    return with(token)
        .contentType(ContentType.JSON)
        .body(body)
        .post("%s/items/%s/decision".formatted(path(id), item))
        .then();
  }

  private static ValidatableResponse again(String id, String item, String ifMatch) {
    return as("compliance")
        .header("If-Match", ifMatch)
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"revoke\", \"reason\": \"looked again\"}")
        .post("%s/items/%s/decision".formatted(path(id), item))
        .then();
  }

  private static ValidatableResponse decideAll(
      String token, String id, List<String> items, String decision) {
    return with(token)
        .contentType(ContentType.JSON)
        .body(
            items.stream()
                .map(
                    item ->
                        "{\"itemId\": \"%s\", \"decision\": \"%s\", \"reason\": \"x\"}"
                            .formatted(item, decision))
                .collect(Collectors.joining(",", "{\"decisions\": [", "]}")))
        .post(path(id) + "/decisions")
        .then();
  }

  private static String path(String id) {
    return REVIEWS + "/" + id;
  }
}
