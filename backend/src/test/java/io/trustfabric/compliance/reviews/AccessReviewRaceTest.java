package io.trustfabric.compliance.reviews;

import static io.trustfabric.testing.Api.REVIEWS;
import static io.trustfabric.testing.Api.compliance;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.items;
import static io.trustfabric.testing.Api.planned;
import static io.trustfabric.testing.Api.started;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessReviewRaceTest {

  private static final String VERA =
      "{\"username\": \"vera\", \"currentPermissions\": [\"viewer\"]}";

  @Test
  void of_several_who_decide_the_same_item_at_once_one_does() {
    var id = started("[" + VERA + "]");
    var item = items(id).getFirst();
    var statuses =
        Together.run(8, i -> decide("reviewer-" + i, id, item, i % 2 == 0 ? "keep" : "revoke"));
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 409)).isEqualTo(7);
    get(REVIEWS + "/" + id).body("decidedItems", is(1)).body("openItems", is(0));
    get("/api/audit/records/access_review_item/" + item).body("items.size()", is(2));
  }

  @Test
  void decisions_about_different_items_at_once_are_all_counted() {
    var id =
        started(
            "[{\"username\": \"a\", \"currentPermissions\": []}, {\"username\": \"b\", \"currentPermissions\": []},"
                + " {\"username\": \"c\", \"currentPermissions\": []}, {\"username\": \"d\", \"currentPermissions\": []}]");
    var items = items(id);
    var statuses = Together.run(4, i -> decide("reviewer-" + i, id, items.get(i), "revoke"));
    assertThat(statuses).containsOnly(200);
    get(REVIEWS + "/" + id).body("decidedItems", is(4)).body("actionsPending", is(4));
  }

  @RepeatedTest(5)
  void a_review_completed_while_its_last_item_is_decided_is_either_refused_or_complete() {
    var id = started("[" + VERA + "]");
    var item = items(id).getFirst();
    List<Callable<Integer>> both =
        List.of(() -> decide("reviewer-1", id, item, "revoke"), () -> move(id, "completed", ""));
    var statuses = Together.run(both);
    assertThat(statuses.get(0)).isEqualTo(200);
    assertThat(statuses.get(1)).isIn(200, 409);
    get(REVIEWS + "/" + id)
        .body("decidedItems", is(1))
        .body("status", equalTo(statuses.get(1) == 200 ? "completed" : "in_progress"));
  }

  @Test
  void a_decision_changed_while_the_review_is_completed_is_in_the_completed_counts_or_refused() {
    var id = started("[" + VERA + "]");
    var item = items(id).getFirst();
    decide("reviewer-1", id, item, "keep");
    List<Callable<Integer>> both = List.of(() -> again(id, item), () -> move(id, "completed", ""));
    var statuses = Together.run(both);
    assertThat(statuses.get(0)).isIn(200, 409);
    assertThat(statuses.get(1)).isEqualTo(200);
    get(REVIEWS + "/" + id).body("revokedItems", is(statuses.get(0) == 200 ? 1 : 0));
  }

  @Test
  void of_several_who_start_a_review_at_once_one_freezes_its_population() {
    var id = planned("{}");
    var statuses =
        Together.run(
            6,
            i ->
                move(
                    id,
                    "in_progress",
                    ", \"items\": [{\"username\": \"u%d\", \"currentPermissions\": []}, %s]"
                        .formatted(i, VERA)));
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 409)).isEqualTo(5);
    assertThat(Sql.number("SELECT count(*) FROM access_review_items WHERE review_id::text = ?", id))
        .isEqualTo(2);
  }

  private static int decide(String who, String id, String item, String decision) {
    return with(Tokens.person(who, "compliance"))
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"%s\", \"reason\": \"x\"}".formatted(decision))
        .post("%s/%s/items/%s/decision".formatted(REVIEWS, id, item))
        .then()
        .extract()
        .statusCode();
  }

  private static int again(String id, String item) {
    return with(Tokens.person("compliance"))
        .header("If-Match", "\"1\"")
        .contentType(ContentType.JSON)
        .body("{\"decision\": \"revoke\", \"reason\": \"x\"}")
        .post("%s/%s/items/%s/decision".formatted(REVIEWS, id, item))
        .then()
        .extract()
        .statusCode();
  }

  private static int move(String id, String status, String more) {
    return compliance(
            "PATCH",
            REVIEWS + "/" + id + "/status",
            "{\"status\": \"%s\"%s}".formatted(status, more))
        .extract()
        .statusCode();
  }
}
