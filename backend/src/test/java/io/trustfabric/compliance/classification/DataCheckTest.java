package io.trustfabric.compliance.classification;

import static io.trustfabric.testing.Api.CLASSIFICATIONS;
import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.classification;
import static io.trustfabric.testing.Api.classified;
import static io.trustfabric.testing.Api.compliance;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DataCheckTest {

  private final String asset = "asset/" + UUID.randomUUID();

  @Test
  void what_is_allowed_in_every_respect_is_allowed_and_leaves_no_event() {
    var id = classify("{}");
    check("{}")
        .statusCode(200)
        .body("decision", equalTo("allow"))
        .body("classificationId", equalTo(id))
        .body("classificationVersion", is(0))
        .body("reasons", empty());
    check("{\"region\": \"DE-BY\"}").body("decision", equalTo("allow"));
    assertThat(violations()).isZero();
  }

  @Test
  void a_denial_names_every_rule_and_each_is_an_event() {
    classify("{}");
    var answer =
        check(
                "{\"region\": \"US\", \"purpose\": \"marketing\", \"role\": \"intern\", \"encrypted\": false}")
            .statusCode(200)
            .body("decision", equalTo("deny"))
            .body(
                "reasons.rule",
                contains(
                    "region_not_allowed",
                    "purpose_not_allowed",
                    "role_not_allowed",
                    "not_encrypted"))
            .extract();
    List<String> events = answer.path("reasons.securityEventId");
    assertThat(new HashSet<>(events)).hasSize(4);
    get(EVENTS + "/" + events.getFirst())
        .body("eventType", equalTo("policy_violation"))
        .body("severity", equalTo("high"))
        .body("status", equalTo("open"))
        .body("personalData", is(true))
        .body("dataAssets", contains(asset))
        .body("resource", equalTo(asset))
        .body("actor", equalTo("service-account-check_data"))
        .body("metadata.use.region", equalTo("US"))
        .body("metadata.rule", equalTo("region_not_allowed"));
    assertThat(violations()).isEqualTo(4);
  }

  @Test
  void the_same_cause_is_one_event_while_that_is_open() {
    classify("{}");
    var first = denied("{\"region\": \"US\"}");
    assertThat(denied("{\"region\": \"US\"}")).isEqualTo(first);
    assertThat(denied("{\"region\": \"US\", \"purpose\": \"tax_filing\"}")).isEqualTo(first);
    assertThat(denied("{\"region\": \"IT\"}")).isNotEqualTo(first);
    assertThat(violations()).isEqualTo(2);
    as("security")
        .contentType(ContentType.JSON)
        .body("{\"status\": \"resolved\"}")
        .patch(EVENTS + "/" + first + "/status")
        .then()
        .statusCode(200);
    assertThat(denied("{\"region\": \"US\"}")).isNotEqualTo(first);
  }

  @Test
  void the_same_cause_from_several_at_once_is_one_event() {
    classify("{}");
    var events = Together.run(8, i -> denied("{\"region\": \"US\"}"));
    assertThat(new HashSet<>(events)).hasSize(1);
    assertThat(violations()).isEqualTo(1);
  }

  @Test
  void what_nobody_classified_nobody_may_use() {
    check("{}")
        .statusCode(200)
        .body("decision", equalTo("deny"))
        .body("classificationId", nullValue())
        .body("reasons.rule", contains("unclassified_asset"));
    assertThat(violations()).isEqualTo(1);
  }

  @Test
  void nobody_may_use_what_names_no_role_unless_it_is_public() {
    classify("{\"accessRoles\": []}");
    check("{}").body("reasons.rule", contains("role_not_allowed"));
    var open = asset + "/public";
    classified(
        "{\"dataAsset\": \"%s\", \"dataType\": \"public\", \"sensitivity\": \"public\", \"accessRoles\": [], \"purposes\": []}"
            .formatted(open));
    check("{\"dataAsset\": \"%s\"}".formatted(open)).body("decision", equalTo("allow"));
    check("{\"dataAsset\": \"%s\", \"purpose\": \"anything\"}".formatted(open))
        .body("decision", equalTo("allow"));
  }

  @Test
  void a_region_is_allowed_by_one_that_it_lies_in_and_not_by_one_that_lies_in_it() {
    classify("{\"allowedRegions\": [\"EU\"]}");
    check("{\"region\": \"IT\"}").body("decision", equalTo("allow"));
    var narrow = asset + "/narrow";
    classified("{\"dataAsset\": \"%s\"}".formatted(narrow));
    check("{\"dataAsset\": \"%s\", \"region\": \"EU\"}".formatted(narrow))
        .body("reasons.rule", contains("region_not_allowed"));
    var anywhere = asset + "/anywhere";
    classified("{\"dataAsset\": \"%s\", \"allowedRegions\": []}".formatted(anywhere));
    check("{\"dataAsset\": \"%s\", \"region\": \"EU\"}".formatted(anywhere))
        .body("decision", equalTo("allow"));
    check("{\"dataAsset\": \"%s\", \"region\": \"NO\"}".formatted(anywhere))
        .body("decision", equalTo("deny"));
  }

  @Test
  void a_question_that_cannot_be_understood_is_no_denial() {
    var before = Sql.everything();
    isInvalid(check("{\"region\": \"Mars\"}"), "/region");
    isInvalid(
        with(Tokens.machine("check_data"))
            .contentType(ContentType.JSON)
            .body("{\"encrypted\": \"yes\", \"who\": 1}")
            .post(CLASSIFICATIONS + "/check")
            .then(),
        "/dataAsset",
        "/region",
        "/purpose",
        "/role",
        "/encrypted",
        "/who");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  /// The event that the only cause of a denial is.
  private String denied(String fields) {
    return check(fields)
        .statusCode(200)
        .body("reasons.size()", is(1))
        .extract()
        .path("reasons[0].securityEventId");
  }

  private long violations() {
    return Sql.number(
        "SELECT count(*) FROM security_events WHERE event_type = 'policy_violation' AND resource = ?",
        asset);
  }

  private String classify(String fields) {
    return compliance(
            "POST",
            CLASSIFICATIONS,
            Api.with(classification("{\"dataAsset\": \"%s\"}".formatted(asset)), fields))
        .statusCode(201)
        .extract()
        .path("id");
  }

  private ValidatableResponse check(String fields) {
    return with(Tokens.machine("check_data"))
        .contentType(ContentType.JSON)
        .body(
            Api.with(
                "{\"dataAsset\": \"%s\", \"region\": \"DE\", \"purpose\": \"tax_filing\", \"role\": \"accountant\", \"encrypted\": true}"
                    .formatted(asset),
                fields))
        .post(CLASSIFICATIONS + "/check")
        .then();
  }
}
