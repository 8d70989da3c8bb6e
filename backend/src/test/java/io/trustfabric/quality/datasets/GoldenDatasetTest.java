package io.trustfabric.quality.datasets;

import static io.trustfabric.testing.Api.DATASETS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.dataset;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.errors;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.golden;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GoldenDatasetTest {

  private static final String NDJSON = "application/x-ndjson";

  /// SHA-256 of no bytes at all.
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void a_dataset_is_made_with_its_first_items() {
    var name = UUID.randomUUID().toString();
    var made =
        engineer(
                DATASETS,
                dataset(
                    """
                    {"name": "%s", "jurisdiction": "US-CA", "description": "Sales tax", "metadata": {"a": 1},
                     "comparators": [{"field": "total", "comparator": "money"},
                       {"field": "rate", "comparator": "numeric", "absoluteTolerance": 0.10, "relativeTolerance": 1e-9}]}
                    """
                        .formatted(name)))
            .statusCode(201)
            .header("ETag", equalTo("\"0\""))
            .body("name", equalTo(name))
            .body("dataVersion", is(1))
            .body("jurisdiction", equalTo("US-CA"))
            .body("status", equalTo("inactive"))
            .body("nextStatuses", contains("active"))
            .body("itemCount", is(2))
            .body("baseId", nullValue())
            .body("tags", contains("easy"))
            .body("createdBy.subject", equalTo("engineer"))
            .body("comparators.field", contains("rate", "total"))
            .body("comparators[0].absoluteTolerance", is(0.1f))
            .body("comparators[1].comparator", equalTo("money"));
    var location = made.extract().header("Location");
    assertThat(location).isEqualTo(DATASETS + "/" + made.extract().path("id"));
    assertThat(get(location).statusCode(200).extract().<Object>path(""))
        .isEqualTo(made.extract().path(""));
  }

  @Test
  void the_digest_is_over_canonical_items_in_byte_order_of_key() throws Exception {
    // U+FF61 comes before U+1F600 in UTF-8, after it in UTF-16.
    var keys = List.of("b", "B", "a", "\uFF61", "\uD83D\uDE00", "é", "z\\\"", "10", "9");
    var items = new ArrayList<String>();
    for (var key : keys) {
      items.add(
          """
          {"tags": ["t\\u00e9"], "key": "%s", "input": {"z": 1.50, "a": [1e2, -0.0, 1E-7, "\\/\\u000b"]},
           "expected": {"é": null, "B": true, "b": 9007199254740991}}
          """
              .formatted(key));
    }
    var sorted = new ArrayList<>(items);
    sorted.sort(
        java.util.Comparator.comparing(
            item -> HexFormat.of().formatHex(bytes(item.replaceAll("(?s).*\"key\": \"", "")))));
    var expected = new StringBuilder();
    for (var item : sorted) {
      expected.append(new JsonCanonicalizer(item).getEncodedString()).append('\n');
    }
    var id = golden("{\"items\": [%s]}".formatted(String.join(",", items)));
    var whole = bytes(expected.toString());
    get(DATASETS + "/" + id)
        .body("contentSha256", equalTo(sha256(whole)))
        .body("sizeBytes", is(whole.length))
        .body("itemCount", is(keys.size()));
    assertThat(items("auditor", id)).isEqualTo(expected.toString());
  }

  @Test
  void right_answers_are_given_to_those_who_may_see_them_only() {
    var id = golden("{}");
    for (var role : List.of("auditor", "compliance", "admin")) {
      assertThat(items(role, id)).contains("\"expected\":{\"supplier\":\"Acme\"", "12.34");
    }
    for (var role : List.of("viewer", "engineer", "security")) {
      assertThat(items(role, id))
          .isEqualTo(
              """
              {"input":{"text":"Invoice 1"},"key":"inv-1","tags":["easy"]}
              {"input":{"text":"Invoice 2"},"key":"inv-2","tags":[]}
              """);
    }
  }

  @Test
  void whoever_reads_right_answers_is_remembered_and_noted() {
    var id = golden("{}");
    assertThat(knowers(id)).isEqualTo("engineer brought");
    items("viewer", id);
    items("auditor", id);
    items("auditor", id);
    as("compliance").get(DATASETS + "/" + id + "/diff?against=" + id).then().statusCode(200);
    assertThat(knowers(id)).isEqualTo("auditor read, compliance read, engineer brought");
    as("viewer")
        .get("/api/audit/records/golden_dataset/" + id)
        .then()
        .statusCode(200)
        .body(
            "items.action",
            contains(
                "golden_dataset.expected_read",
                "golden_dataset.expected_read",
                "golden_dataset.expected_read",
                "golden_dataset.expected_read",
                "golden_dataset.created"))
        .body("items[0].actor.subject", equalTo("compliance"))
        .body("items[0].change.way", equalTo("diff"))
        .body("items[2].change.way", equalTo("items"))
        .body("items[2].stateSha256", nullValue())
        .body("items[4].change.contentSha256.after", notNullValue());
  }

  @Test
  void items_are_read_on_from_any_key() {
    var id = golden("{\"items\": [%s]}".formatted(many(0, 2_500)));
    var all = items("viewer", id);
    assertThat(all.lines()).hasSize(2_500);
    assertThat(as("viewer").get(DATASETS + "/" + id + "/items?after=k01233").asString().lines())
        .hasSize(2_500 - 1_234)
        .first()
        .asString()
        .contains("k01234");
    var part = as("viewer").get(DATASETS + "/" + id + "/items?after=k00009&limit=2").asString();
    assertThat(part.lines()).hasSize(2);
    assertThat(all).contains(part);
    assertThat(as("viewer").get(DATASETS + "/" + id + "/items?after=k99999").asString()).isEmpty();
    isInvalid(
        get(DATASETS + "/" + id + "/items?limit=0&after=" + "x".repeat(201)), "?limit", "?after");
    isProblem(get(DATASETS + "/" + UUID.randomUUID() + "/items"), 404, "not-found");
  }

  @Test
  void lines_of_json_make_the_same_version_as_one_document() {
    var header = dataset("{\"items\": null}");
    var first =
        "{\"key\": \"inv-2\", \"input\": {\"text\": \"Invoice 2\"}, \"expected\": {\"supplier\": \"Bolt\", \"total\": {\"amount\": \"5.00\", \"currency\": \"GBP\"}}}";
    var second =
        "{\"key\": \"inv-1\", \"input\": {\"text\": \"Invoice 1\"}, \"tags\": [\"easy\"], \"expected\": {\"total\": {\"amount\": \"12.34\", \"currency\": \"GBP\"}, \"supplier\": \"Acme\"}}";
    var digest =
        lines(DATASETS, header + "\r\n\n" + first + "\n  \n" + second)
            .statusCode(201)
            .body("itemCount", is(2))
            .extract()
            .<String>path("contentSha256");
    get(DATASETS + "/" + golden("{}")).body("contentSha256", equalTo(digest));
  }

  @Test
  void a_dataset_may_begin_without_items_but_not_be_active_so() {
    var id = golden("{\"items\": null}");
    get(DATASETS + "/" + id).body("itemCount", is(0)).body("contentSha256", equalTo(OF_NOTHING));
    assertThat(items("auditor", id)).isEmpty();
    isProblem(move(id, "active"), 409, "conflict");
    get(DATASETS + "/" + id).body("status", equalTo("inactive"));
  }

  @Test
  void every_bad_field_of_header_and_items_is_named_and_nothing_is_kept() {
    var before = Sql.everything();
    isInvalid(
        engineer(
            DATASETS,
            """
            {"jurisdiction": "UK", "filingType": " ", "source": 5, "nonsense": 1,
             "comparators": [{"field": "a", "comparator": "guess"}, {"field": "b", "comparator": "money", "absoluteTolerance": 1},
               {"field": "c", "comparator": "numeric", "absoluteTolerance": -1}],
             "items": [5, {}, {"key": "k", "input": 1, "expected": 1}, {"key": "k", "input": 1, "expected": 1},
               {"key": "", "input": null, "expected": null, "tags": "x", "more": 1},
               {"key": "n", "input": {"a/b": [1, 9007199254740993]}, "expected": {"x": 0.1000000000000000055}},
               {"key": "t", "input": 1, "expected": 1, "tags": ["a", "a", "", 5]}, null],
             "documentType": "invoice"}
            """),
        "/name",
        "/jurisdiction",
        "/filingType",
        "/source",
        "/nonsense",
        "/comparators/0/comparator",
        "/comparators/1/tolerant",
        "/comparators/2/absoluteTolerance",
        "/items/0",
        "/items/1/key",
        "/items/1/input",
        "/items/1/expected",
        "/items/3/key",
        "/items/4/key",
        "/items/4/input",
        "/items/4/expected",
        "/items/4/tags",
        "/items/4/more",
        "/items/5/input/a~1b/1",
        "/items/5/expected/x",
        "/items/6/tags/1",
        "/items/6/tags/2",
        "/items/6/tags/3",
        "/items/7");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void bad_lines_are_named_with_their_numbers() {
    var header = dataset("{\"items\": null, \"jurisdiction\": \"GB-XXX\"}");
    var answer =
        lines(
            DATASETS,
            header
                + "\n{\"key\": \"a\", \"input\": 1, \"expected\": 1}\n\n{\n{} x\n{\"key\": \"a\", \"input\": 1, \"expected\": \"\\ud800\"}");
    isInvalid(answer, "/jurisdiction", "/items/1", "/items/2", "/items/3/expected");
    assertThat(answer.extract().jsonPath().getList("errors.line"))
        .containsExactlyInAnyOrder(null, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "5", "null", "{", "{} {}", "{\"name\": 1, \"name\": 2}", "x"})
  void what_is_no_description_is_refused(String body) {
    isProblem(engineer(DATASETS, body), 400, "invalid-request");
    isProblem(lines(DATASETS, body), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gb", "UK", "EU", "XX", "GBR", "US-XX", "US-", "US-CA-1", "-CA", "USCA", ""})
  void what_is_no_jurisdiction_is_refused(String code) {
    isInvalid(
        engineer(DATASETS, dataset("{\"jurisdiction\": \"%s\"}".formatted(code))), "/jurisdiction");
  }

  @Test
  void an_item_is_at_most_256_kib_and_100_levels() {
    var before = Sql.everything();
    var item = "{\"key\": \"%s\", \"input\": %s, \"expected\": 1}";
    var large = "\"" + "x".repeat(256 * 1024) + "\"";
    var deep = "[".repeat(120) + "]".repeat(120);
    isInvalid(
        engineer(
            DATASETS,
            dataset(
                "{\"items\": [%s, %s, %s]}"
                    .formatted(
                        item.formatted("a", large),
                        item.formatted("b", deep),
                        item.formatted("c", "1")))),
        "/items/0",
        "/items/1");
    assertThat(Sql.everything()).isEqualTo(before);
    golden(
        "{\"items\": [%s]}"
            .formatted(item.formatted("a", "\"" + "x".repeat(256 * 1024 - 100) + "\"")));
  }

  @Test
  void a_name_is_made_once() {
    var body = dataset("{}");
    engineer(DATASETS, body).statusCode(201);
    isProblem(engineer(DATASETS, body), 409, "conflict");
  }

  @Test
  void a_repeat_with_the_same_key_gets_the_first_answer() {
    var body = dataset("{}");
    var key = UUID.randomUUID().toString();
    var ids = new ArrayList<String>();
    for (int i = 0; i < 2; i++) {
      ids.add(
          as("engineer")
              .header("Idempotency-Key", key)
              .contentType(ContentType.JSON)
              .body(body)
              .post(DATASETS)
              .then()
              .statusCode(201)
              .extract()
              .path("id"));
    }
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void a_version_given_whole_replaces_all_items() {
    var id = golden("{\"description\": \"first\"}");
    version(id, "{\"changeNote\": \"new cases\", \"items\": [%s]}".formatted(many(0, 3)))
        .statusCode(201)
        .body("dataVersion", is(2))
        .body("status", equalTo("inactive"))
        .body("description", equalTo("first"))
        .body("changeNote", equalTo("new cases"))
        .body("comparators", hasSize(1))
        .body("itemCount", is(3))
        .body("baseId", nullValue());
    get(DATASETS + "/" + id).body("itemCount", is(2)).body("version", is(0));
  }

  @Test
  void a_delta_makes_the_version_that_the_whole_items_would_make() {
    var id = golden("{\"items\": [%s]}".formatted(many(0, 10)));
    var whole =
        golden(
            "{\"items\": [%s, %s, %s]}"
                .formatted(item("k00003", "other"), many(4, 10), item("new", "n")));
    var delta =
        """
        {"changeNote": "corrected", "remove": ["k00000", "k00001", "k00002"],
         "upsert": [%s, %s], "base": "%s", "source": "second look"}
        """
            .formatted(item("k00003", "other"), item("new", "n"), id);
    var expected = get(DATASETS + "/" + whole).extract().<String>path("contentSha256");
    var made =
        version(id, delta)
            .statusCode(201)
            .body("contentSha256", equalTo(expected))
            .body("itemCount", is(8))
            .body("source", equalTo("second look"))
            .body("baseId", equalTo(id));
    var lines =
        """
        {"changeNote": "corrected", "base": "%s"}
        {"remove": "k00000"}
        %s
        {"remove": "k00001"}
        {"remove": "k00002"}
        %s
        """
            .formatted(id, item("new", "n"), item("k00003", "other"));
    lines(DATASETS + "/" + made.extract().path("id") + "/versions", lines)
        .statusCode(201)
        .body("dataVersion", is(3))
        .body("contentSha256", equalTo(expected));
  }

  @Test
  void a_delta_that_contradicts_itself_or_its_base_is_refused() {
    var id = golden("{}");
    var other = golden("{}");
    var before = Sql.everything();
    isInvalid(version(id, "{\"changeNote\": \"x\"}"), "/items");
    isInvalid(version(id, "{\"items\": []}"), "/changeNote");
    isInvalid(version(id, "{\"changeNote\": \"x\", \"upsert\": [], \"items\": []}"), "/upsert");
    isInvalid(
        version(id, "{\"changeNote\": \"x\", \"base\": \"%s\", \"items\": []}".formatted(id)),
        "/items");
    isInvalid(version(id, "{\"changeNote\": \"x\", \"base\": \"%s\"}".formatted(other)), "/base");
    isInvalid(
        version(
            id,
            "{\"changeNote\": \"x\", \"base\": \"%s\", \"upsert\": [%s], \"remove\": [\"a\", \"a\", 5, \"\"]}"
                .formatted(id, item("a", "x"))),
        "/remove/0",
        "/remove/1",
        "/remove/2",
        "/remove/3");
    var unknown =
        version(
            id, "{\"changeNote\": \"x\", \"base\": \"%s\", \"remove\": [\"no\"]}".formatted(id));
    assertThat(errors(unknown).get("/remove")).endsWith("no");
    isProblem(
        version(UUID.randomUUID().toString(), "{\"changeNote\": \"x\", \"items\": []}"),
        404,
        "not-found");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void one_version_of_a_name_is_active() {
    var first = golden("{}");
    var second =
        version(first, "{\"changeNote\": \"x\", \"items\": [%s]}".formatted(many(0, 1)))
            .extract()
            .<String>path("id");
    move(first, "active").statusCode(200).body("status", equalTo("active")).body("version", is(1));
    isProblem(move(first, "active"), 409, "forbidden-transition");
    move(second, "active").statusCode(200).body("status", equalTo("active"));
    get(DATASETS + "/" + first).body("status", equalTo("inactive")).body("version", is(2));
    as("viewer")
        .get("/api/audit/records/golden_dataset/" + first)
        .then()
        .body("items[0].action", equalTo("golden_dataset.status_changed"))
        .body("items[0].reason", equalTo("because"));
    move(second, "inactive").statusCode(200).body("nextStatuses", contains("active"));
    isProblem(
        as("engineer")
            .header("If-Match", "\"0\"")
            .contentType(ContentType.JSON)
            .body("{\"status\": \"active\"}")
            .patch(DATASETS + "/" + second + "/status")
            .then(),
        412,
        "stale-version");
  }

  @Test
  void a_diff_names_what_was_added_removed_and_changed() {
    var first = golden("{\"items\": [%s]}".formatted(many(0, 5)));
    var delta =
        """
        {"changeNote": "x", "base": "%s", "remove": ["k00000"], "upsert": [%s, %s,
          {"key": "k00002", "input": "other", "expected": {"answer": "right"}, "tags": ["t"]}]}
        """
            .formatted(first, item("k00001", "changed"), item("new", "n"));
    var second = version(first, delta).statusCode(201).extract().<String>path("id");
    var path = DATASETS + "/" + second + "/diff?against=" + first;
    as("auditor")
        .get(path)
        .then()
        .statusCode(200)
        .body("added", is(1))
        .body("removed", is(1))
        .body("changed", is(2))
        .body("unchanged", is(2))
        .body("items.key", contains("k00000", "k00001", "k00002", "new"))
        .body("items.kind", contains("removed", "changed", "changed", "added"))
        .body("items[0].after", nullValue())
        .body("items[1].parts", contains("expected"))
        .body("items[1].before.expected.answer", equalTo("right"))
        .body("items[1].after.expected.answer", equalTo("changed"))
        .body("items[2].parts", contains("input", "tags"))
        .body("items[2].after.tags", contains("t"))
        .body("items[3].before", nullValue())
        .body("items[3].parts", empty())
        .body("next", nullValue());
    var hidden = get(path).statusCode(200).body("changed", is(2));
    assertThat(hidden.extract().asString()).doesNotContain("right").doesNotContain("\"expected\":");
    get(path + "&limit=2")
        .body("items.key", contains("k00000", "k00001"))
        .body("next", is("k00001"));
    get(path + "&limit=2&after=k00001")
        .body("items.key", contains("k00002", "new"))
        .body("next", nullValue());
    isInvalid(get(DATASETS + "/" + second + "/diff?limit=201&against=" + first), "?limit");
    isInvalid(get(DATASETS + "/" + second + "/diff"), "?against");
    isInvalid(get(DATASETS + "/" + second + "/diff?against=x"), "?against");
  }

  @Test
  void lists_are_narrowed_by_every_filter() {
    var word = "w" + UUID.randomUUID().toString().replace("-", "");
    var name = UUID.randomUUID().toString();
    var id =
        golden(
            """
            {"name": "%s", "jurisdiction": "DE-BY", "filingType": "ft-%2$s", "documentType": "dt-%2$s", "description": "about %2$s",
             "items": [{"key": "a", "input": 1, "expected": 1, "tags": ["x", "tag-%2$s"]}]}
            """
                .formatted(name, word));
    move(id, "active");
    for (var filter :
        List.of(
            "q=" + word.substring(0, 20),
            "filingType=ft-" + word,
            "documentType=dt-" + word + "&documentType=none",
            "tag=none&tag=tag-" + word,
            "name=" + name + "&status=active&jurisdiction=DE-BY",
            "name=" + name + "&sort=name",
            "name=" + name + "&sort=-createdAt")) {
      get(DATASETS + "?" + filter).statusCode(200).body("items.id", contains(id));
    }
    for (var filter : List.of("status=inactive", "jurisdiction=DE", "tag=none")) {
      get(DATASETS + "?" + filter).statusCode(200).body("items.id", not(hasItem(id)));
    }
    isInvalid(
        as("viewer").queryParam("tag", "\0").get(DATASETS + "?status=x&sort=x").then(),
        "?status",
        "?sort",
        "?tag");
  }

  @Test
  void pages_in_order_of_name_hold_every_version_once() {
    var id = golden("{\"name\": \"paged %s\"}".formatted(UUID.randomUUID()));
    for (int i = 0; i < 3; i++) {
      version(id, "{\"changeNote\": \"x\", \"items\": []}").statusCode(201);
    }
    var name = get(DATASETS + "/" + id).extract().<String>path("name");
    var versions = new ArrayList<Integer>();
    String cursor = null;
    do {
      var page =
          as("viewer")
              .queryParam("name", name)
              .queryParam("sort", "-name")
              .queryParam("limit", 3)
              .queryParam("cursor", cursor == null ? List.of() : List.of(cursor))
              .get(DATASETS)
              .then()
              .statusCode(200)
              .extract();
      versions.addAll(page.<List<Integer>>path("items.dataVersion"));
      cursor = page.path("page.nextCursor");
    } while (cursor != null);
    assertThat(versions).containsExactly(4, 3, 2, 1);
  }

  private static String knowers(String id) {
    return Sql.one(
        """
        SELECT string_agg(subject || ' ' || how, ', ' ORDER BY subject) FROM golden_answers_known
        WHERE dataset_id = ?::uuid
        """,
        id);
  }

  private static String many(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> item("k%05d".formatted(i), "right"))
        .collect(Collectors.joining(","));
  }

  private static String item(String key, String answer) {
    return "{\"key\": \"%s\", \"input\": {\"n\": \"%s\"}, \"expected\": {\"answer\": \"%s\"}}"
        .formatted(key, key, answer);
  }

  private static ValidatableResponse version(String id, String body) {
    return engineer(DATASETS + "/" + id + "/versions", body);
  }

  private static ValidatableResponse lines(String path, String body) {
    return as("engineer").header("Content-Type", NDJSON).body(bytes(body)).post(path).then();
  }

  private static ValidatableResponse move(String id, String status) {
    return as("engineer")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"%s\", \"reason\": \"because\"}".formatted(status))
        .patch(DATASETS + "/" + id + "/status")
        .then();
  }

  private static String items(String role, String id) {
    var answer = as(role).get(DATASETS + "/" + id + "/items").then().statusCode(200);
    return new String(answer.contentType(NDJSON).extract().asByteArray(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
