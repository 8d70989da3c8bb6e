package io.trustfabric.modelops.mlflow;

import static io.trustfabric.modelops.mlflow.MlflowApi.MODEL;
import static io.trustfabric.modelops.mlflow.MlflowApi.VERSION;
import static io.trustfabric.modelops.mlflow.MlflowApi.post;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isMlflowError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MlflowSearchTest {

  private final String word = UUID.randomUUID().toString();

  @Test
  void models_are_found_by_name_and_tags() {
    made("Ai-a", "team", "Platform");
    made("Ai-b", "team", "o'hara");
    made("ai_c", "the team", "x");
    assertThat(names("name = '%s-Ai-a'")).containsExactly("Ai-a");
    assertThat(names("name='%s-Ai-a'")).containsExactly("Ai-a");
    assertThat(names("name = \"%s-Ai-a\"")).containsExactly("Ai-a");
    assertThat(names("name LIKE '%s-Ai-%%'")).containsExactly("Ai-a", "Ai-b");
    assertThat(names("name ilike '%s-ai_%%'")).containsExactly("Ai-a", "Ai-b", "ai_c");
    assertThat(names("name like '%s-ai\\%%'")).isEmpty();
    assertThat(names("name LIKE '%1$s%%' AND name != '%1$s-Ai-a'")).containsExactly("Ai-b", "ai_c");
    assertThat(names("name IN ('%1$s-Ai-a', '%1$s-ai_c', 'no')")).containsExactly("Ai-a", "ai_c");
    assertThat(names("name LIKE '%s%%' and tags.team = 'Platform'")).containsExactly("Ai-a");
    assertThat(names("name LIKE '%s%%' and tag.team ILIKE 'plat%%'")).containsExactly("Ai-a");
    assertThat(names("name LIKE '%s%%' and tags.team = 'o''hara'")).containsExactly("Ai-b");
    assertThat(names("name LIKE '%s%%' and tags.`the team` = 'x'")).containsExactly("ai_c");
    assertThat(names("name LIKE '%s%%' and tags.team != 'Platform'")).containsExactly("Ai-b");
    assertThat(names("`name` LIKE '%s%%' and tags.\"the team\" LIKE '_'")).containsExactly("ai_c");
  }

  @Test
  void versions_are_found_by_what_they_are() {
    made("v", "t", "x");
    for (var run : List.of("run-1", "run-2", "run-3")) {
      post(
              VERSION + "create",
              """
              {"name": "%1$s-v", "source": "s3://%1$s/%2$s", "run_id": "%1$s-%2$s", "tags": [
                {"key": "run", "value": "%2$s"}, {"key": "trust-fabric.framework", "value": "f-%2$s"}]}
              """
                  .formatted(word, run))
          .statusCode(200);
    }
    assertThat(versions("run_id = '%s-run-2'")).containsExactly("2");
    assertThat(versions("run_id IN ('%1$s-run-2', '%1$s-run-3')")).containsExactly("3", "2");
    assertThat(versions("source_path LIKE 's3://%s/%%'")).containsExactly("3", "2", "1");
    assertThat(versions("name = '%s-v' AND version_number > 1")).containsExactly("3", "2");
    assertThat(versions("name = '%s-v' AND version_number <= 1")).containsExactly("1");
    assertThat(versions("name = '%s-v' AND tags.run = 'run-1'")).containsExactly("1");
    assertThat(versions("name = '%s-v' AND tags.`trust-fabric.framework` = 'f-run-3'"))
        .containsExactly("3");
    assertThat(versions("name = '%s-v' AND tags.trust-fabric.framework LIKE 'f-%%'"))
        .containsExactly("3", "2", "1");
    assertThat(versions("name = '%s-v' AND tags.other != 'x'")).isEmpty();
  }

  @Test
  void what_is_not_offered_is_refused_and_never_left_out() {
    for (var filter :
        List.of(
            "run_id = 'x'",
            "name > 'x'",
            "name = x",
            "name = 5",
            "name",
            "name =",
            "= 'x'",
            "name = 'x' OR name = 'y'",
            "name = 'x' AND",
            "name = 'x' name = 'y'",
            "name = 'x",
            "(name = 'x')",
            "NOT name = 'x'",
            "tags.a IN ('x')",
            "params.a = 'x'",
            "description = 'x'",
            "name IN 'x'",
            "name IN ()",
            "a\u0000b = 'x'",
            "name = 'x' AND ".repeat(60) + "name = 'x'")) {
      isMlflowError(search(MODEL, filter, null, null), 400, "INVALID_PARAMETER_VALUE")
          .body("message", containsString("filter"));
    }
    for (var filter :
        List.of("version_number = '1'", "version_number LIKE 1", "current_stage = 'x'")) {
      isMlflowError(search(VERSION, filter, null, null), 400, "INVALID_PARAMETER_VALUE");
    }
    isMlflowError(search(MODEL, null, "version_number", null), 400, "INVALID_PARAMETER_VALUE");
    isMlflowError(search(MODEL, null, "name UP", null), 400, "INVALID_PARAMETER_VALUE");
    isMlflowError(search(MODEL, null, "name DESC NULLS", null), 400, "INVALID_PARAMETER_VALUE");
    for (var most : List.of("0", "-1", "x", "1001", "99999999999")) {
      isMlflowError(
          as("viewer").queryParam("max_results", most).get(MODEL + "search").then(),
          400,
          "INVALID_PARAMETER_VALUE");
    }
    as("viewer").queryParam("max_results", "10000").get(VERSION + "search").then().statusCode(200);
  }

  @Test
  void pages_follow_one_another_in_any_order_without_gap_or_repeat() {
    for (int i = 0; i < 7; i++) {
      made("p" + i, "t", "x");
    }
    var filter = "name LIKE '%s%%'".formatted(word);
    for (var order :
        List.of(
            List.of("name"),
            List.of("name DESC"),
            List.of("last_updated_timestamp DESC", "name ASC"),
            List.of("creation_timestamp", "name DESC"))) {
      var all = names(page(MODEL, filter, order, "100", null));
      var found = new ArrayList<String>();
      String token = null;
      do {
        var page = page(MODEL, filter, order, "3", token).statusCode(200);
        found.addAll(names(page));
        token = page.extract().path("next_page_token");
      } while (token != null);
      assertThat(found).as(order.toString()).hasSize(7).isEqualTo(all);
    }
    var token =
        page(MODEL, filter, List.of("name"), "3", null).extract().<String>path("next_page_token");
    isMlflowError(
        page(MODEL, filter, List.of("name DESC"), "3", token), 400, "INVALID_PARAMETER_VALUE");
    isMlflowError(
        page(MODEL, "name LIKE 'x'", List.of("name"), "3", token), 400, "INVALID_PARAMETER_VALUE");
    isMlflowError(
        page(MODEL, filter, List.of("name"), "3", "nonsense"), 400, "INVALID_PARAMETER_VALUE");
  }

  private void made(String name, String tag, String value) {
    post(
            MODEL + "create",
            "{\"name\": \"%s-%s\", \"tags\": [{\"key\": \"%s\", \"value\": \"%s\"}]}"
                .formatted(word, name, tag, value))
        .statusCode(200);
  }

  /// Without the word in front of them.
  private List<String> names(String filter) {
    return names(search(MODEL, filter.formatted(word), null, null));
  }

  private List<String> names(ValidatableResponse found) {
    return found.statusCode(200).extract().<List<String>>path("registered_models.name").stream()
        .map(name -> name.replace(word + "-", ""))
        .toList();
  }

  private List<String> versions(String filter) {
    return search(VERSION, filter.formatted(word), "version_number DESC", null)
        .statusCode(200)
        .extract()
        .path("model_versions.version");
  }

  private static ValidatableResponse search(
      String path, String filter, String order, String token) {
    return page(path, filter, order == null ? List.of() : List.of(order), null, token);
  }

  private static ValidatableResponse page(
      String path, String filter, List<String> order, String most, String token) {
    var request = as("viewer");
    if (filter != null) {
      request.queryParam("filter", filter);
    }
    if (most != null) {
      request.queryParam("max_results", most);
    }
    if (token != null) {
      request.queryParam("page_token", token);
    }
    order.forEach(one -> request.queryParam("order_by", one));
    return request.get(path + "search").then();
  }
}
