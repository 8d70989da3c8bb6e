package io.trustfabric.security.sources;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.errors;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import io.trustfabric.web.NotASecret;
import io.trustfabric.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecretWatchTest {

  private static final String KEY = "-----BEGIN " + "PRIVATE KEY-----\\nMIIEvQIBADANBgkq\\n";

  private static final String RANDOM = "d41d8cd98f00b204" + "e9800998ecf8427e";
  private static final String ROTATIONS = "/api/test/rotations";

  private final String who = "who-" + UUID.randomUUID();

  /// A route of this test only, with fields that take no secret.
  @Path(ROTATIONS)
  public static class Rotations {

    public record Rotation(@NotASecret String secretName, List<@NotASecret String> notes) {}

    @POST
    @RolesAllowed(Roles.ENGINEER)
    @Transactional
    @Operation(hidden = true)
    public String rotate(Rotation rotation) {
      return rotation.secretName();
    }
  }

  @Test
  void a_private_key_in_a_report_is_taken_and_becomes_an_event_that_does_not_hold_it() {
    var id =
        post(event("{\"description\": \"Found on a paste site: %s\"}".formatted(KEY)))
            .statusCode(201)
            .extract()
            .<String>path("id");
    exposed(1)
        .body("items[0].eventType", equalTo("secret_exposure"))
        .body("items[0].severity", equalTo("high"))
        .body("items[0].source", equalTo("trust-fabric"))
        .body("items[0].resource", equalTo("POST " + EVENTS))
        .body("items[0].metadata.pointers", contains("/description"))
        .body("items[0].createdBy.subject", equalTo("system"))
        .body(not(containsString("MIIE")));
    read(id).body("description", containsString("MIIE"));
  }

  @Test
  void more_from_the_same_account_to_the_same_path_count_as_one_event() {
    for (int i = 1; i <= 3; i++) {
      post(event("{\"metadata\": {\"a\": [\"x\", \"%s\"]}}".formatted(KEY))).statusCode(201);
      exposed(i).body("items[0].metadata.pointers", contains("/metadata/a/1"));
    }
  }

  @Test
  void it_is_seen_also_where_the_request_is_refused() {
    var answer = post(event("{\"severity\": \"dire\", \"title\": \"%s\"}".formatted(KEY)));
    assertThat(answer.statusCode(400).extract().asString()).doesNotContain("MIIE");
    exposed(1);
  }

  @Test
  void a_merge_patch_is_looked_through_as_well() {
    var id = Api.recorded("{}");
    Api.with(Tokens.person(who, "security"))
        .contentType(Api.MERGE_PATCH)
        .body("{\"resolution\": \"%s\"}".formatted(KEY))
        .patch(EVENTS + "/" + id)
        .then()
        .statusCode(200);
    exposed(1).body("items[0].resource", equalTo("PATCH " + EVENTS + "/" + id));
  }

  @Test
  void an_ordinary_report_is_none() {
    post(event("{\"title\": \"password: wrong, for arn:aws:iam::123456789012:user/ledger\"}"))
        .statusCode(201);
    Await.sleep(300);
    assertThat(Sql.number("SELECT count(*) FROM security_events WHERE actor = ?", who)).isZero();
  }

  @Test
  void where_only_a_name_is_taken_a_value_is_refused_told_and_never_repeated() {
    for (var value : List.of(RANDOM, KEY)) {
      var refused =
          post(
              ROTATIONS,
              "{\"secretName\": \"%s\", \"notes\": [\"fine\", \"was %s\"]}"
                  .formatted(value, value));
      isInvalid(refused, "/secretName", "/notes/1");
      assertThat(errors(refused))
          .containsEntry("/secretName", "looks like a secret's value; only its name is taken here");
      assertThat(refused.extract().asString()).doesNotContain(RANDOM).doesNotContain("MIIE");
    }
    exposed(2)
        .body("items[0].resource", equalTo("POST " + ROTATIONS))
        .body("items[0].metadata.pointers", containsInAnyOrder("/secretName", "/notes/1"))
        .body(not(containsString(RANDOM)));
  }

  @Test
  void where_only_a_name_is_taken_a_name_is_taken() {
    post(ROTATIONS, "{\"secretName\": \"prod/db/ledger-writer\", \"notes\": [\"rotated by hand\"]}")
        .statusCode(200);
  }

  private ValidatableResponse post(String body) {
    return post(EVENTS, body);
  }

  private ValidatableResponse post(String path, String body) {
    return Api.with(Tokens.person(who, "engineer"))
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then();
  }

  private ValidatableResponse exposed(int occurrences) {
    Await.until(
        "the secret is told",
        Duration.ofSeconds(20),
        () ->
            Sql.number(
                    "SELECT coalesce(sum(occurrences), 0) FROM event_fingerprints WHERE fingerprint LIKE ?",
                    "self:secret:" + who + ":%")
                == occurrences);
    return as("viewer")
        .queryParam("actor", who)
        .get(EVENTS)
        .then()
        .statusCode(200)
        .body("items.size()", is(1))
        .body("items[0].occurrences", is(occurrences));
  }
}
