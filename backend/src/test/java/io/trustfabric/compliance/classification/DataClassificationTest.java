package io.trustfabric.compliance.classification;

import static io.trustfabric.testing.Api.CLASSIFICATIONS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.classification;
import static io.trustfabric.testing.Api.classified;
import static io.trustfabric.testing.Api.compliance;
import static io.trustfabric.testing.Api.errors;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DataClassificationTest {

  private final String asset = "asset/" + UUID.randomUUID();

  @Test
  void an_asset_is_classified_once() {
    var id =
        classify("{}")
            .statusCode(201)
            .header("ETag", "\"0\"")
            .body("dataAsset", equalTo(asset))
            .body("allowedRegions", contains("DE", "FR"))
            .body("lastReviewedAt", nullValue())
            .extract()
            .<String>path("id");
    get(path(id)).statusCode(200).body("accessRoles", contains("accountant"));
    isProblem(classify("{}"), 409, "conflict");
    get("/api/audit/records/data_classification/" + id)
        .body("items.action", contains("data_classification.created"));
  }

  @Test
  void all_contradictions_are_named_by_their_rules_at_once() {
    var before = Sql.everything();
    var answer =
        classify(
            """
            {"dataType": "health", "sensitivity": "public", "residency": "us", "encryptionAtRest": false,
             "encryptionInTransit": false, "retentionDays": null, "autoDelete": true,
             "allowedRegions": ["US-CA", "CA", "DE", "XX", "us"]}
            """);
    isInvalid(
        answer,
        "/encryptionAtRest",
        "/encryptionInTransit",
        "/sensitivity",
        "/autoDelete",
        "/allowedRegions/1",
        "/allowedRegions/2",
        "/allowedRegions/3",
        "/allowedRegions/4");
    var said = errors(answer);
    assertThat(said.get("/encryptionAtRest")).startsWith("encryption_required: ");
    assertThat(said.get("/encryptionInTransit")).startsWith("encryption_required: ");
    assertThat(said.get("/sensitivity")).startsWith("public_personal_data: ");
    assertThat(said.get("/autoDelete")).startsWith("auto_delete_without_retention: ");
    assertThat(said.get("/allowedRegions/1")).startsWith("region_outside_residency: ");
    assertThat(said.get("/allowedRegions/3")).contains("ISO 3166");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void restricted_data_of_any_kind_is_encrypted_and_other_data_need_not_be() {
    isInvalid(
        classify(
            "{\"dataType\": \"financial\", \"sensitivity\": \"restricted\", \"encryptionAtRest\": false}"),
        "/encryptionAtRest");
    classify(
            "{\"dataType\": \"financial\", \"encryptionAtRest\": false, \"encryptionInTransit\": false}")
        .statusCode(201);
  }

  @Test
  void each_region_lies_in_the_residencies_it_lies_in() {
    allows("us", "US", "US-CA", "US-PR");
    refuses("us", "CA", "GB", "EU", "MX");
    allows("uk", "GB", "GB-SCT");
    refuses("uk", "IE", "JE", "IM", "EU");
    allows("eu", "EU", "DE", "DE-BY", "IE", "HR");
    refuses("eu", "GB", "CH", "NO", "IS", "US");
    allows("ca", "CA", "CA-QC");
    refuses("ca", "US-CA", "US");
    allows("global", "EU", "US-CA", "JP", "GB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encryption_at_rest = false",
        "sensitivity = 'public'",
        "retention_days = NULL, retention_due_at = NULL",
        "allowed_regions = '{DE,US}'",
        "residency = 'uk'",
        "retention_due_at = NULL"
      })
  void the_database_refuses_a_contradiction_too(String change) {
    var id = classified("{}");
    assertThatThrownBy(
            () ->
                Sql.run("UPDATE data_classification SET %s WHERE id = '%s'".formatted(change, id)))
        .hasMessageContaining("check constraint");
  }

  @Test
  void a_bad_classification_names_every_bad_field() {
    isInvalid(
        compliance(
            "POST",
            CLASSIFICATIONS,
            """
            {"dataAsset": " x", "dataType": "secret", "sensitivity": "top", "residency": "mars", "encryptionAtRest": 1,
             "retentionDays": 0, "holdsDataSince": "2999-01-01T00:00:00Z", "color": "red"}
            """),
        "/dataAsset",
        "/system",
        "/dataType",
        "/sensitivity",
        "/residency",
        "/encryptionAtRest",
        "/encryptionInTransit",
        "/retentionDays",
        "/holdsDataSince",
        "/owner",
        "/color");
  }

  @Test
  void the_summary_counts_by_residency_sensitivity_and_kind() {
    var cell =
        "cells.find { it.residency == 'ca' && it.sensitivity == 'restricted' && it.dataType == 'health' }";
    var before = get(CLASSIFICATIONS + "/summary").statusCode(200).extract();
    Map<String, Integer> was = before.path(cell);
    var change =
        """
        {"residency": "ca", "allowedRegions": ["CA"], "sensitivity": "restricted", "dataType": "health",
         "retentionDays": 30, "holdsDataSince": "%s"}
        """;
    classified(change.formatted("2020-01-01T00:00:00Z"));
    classified(change.formatted(Instant.now()));
    get(CLASSIFICATIONS + "/summary")
        .body("total", is(before.<Integer>path("total") + 2))
        .body("retentionDue", is(before.<Integer>path("retentionDue") + 1))
        .body(cell + ".assets", is((was == null ? 0 : was.get("assets")) + 2))
        .body(cell + ".retentionDue", is((was == null ? 0 : was.get("retentionDue")) + 1));
  }

  @Test
  void an_edit_keeps_to_the_rules_and_to_its_version() {
    var id = classified("{}");
    patch(id, "\"0\"", "{\"retentionDays\": 30, \"reason\": \"shorter\"}")
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("retentionDays", is(30));
    isProblem(patch(id, "\"0\"", "{\"retentionDays\": 60}"), 412, "stale-version");
    isInvalid(
        patch(id, "\"1\"", "{\"residency\": \"us\", \"retentionDays\": null}"),
        "/allowedRegions/0",
        "/allowedRegions/1",
        "/autoDelete");
    isInvalid(patch(id, "\"1\"", "{\"dataAsset\": \"another\"}"), "/dataAsset");
    patch(id, "\"1\"", "{\"retentionDays\": null, \"autoDelete\": false}")
        .statusCode(200)
        .body("retentionDueAt", nullValue());
  }

  @Test
  void a_review_says_when_somebody_looked() {
    var id = classified("{}");
    compliance("POST", path(id) + "/review", "{\"note\": \"all of it\"}")
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("lastReviewedAt", notNullValue());
    get("/api/audit/records/data_classification/" + id)
        .body(
            "items.action",
            contains("data_classification.reviewed", "data_classification.created"));
    var asset = get(path(id)).extract().<String>path("dataAsset");
    var list = CLASSIFICATIONS + "?dataAsset=" + asset;
    get(list + "&notReviewedSince=2999-01-01T00:00:00Z").body("page.total", is(1));
    get(list + "&notReviewedSince=2020-01-01T00:00:00Z").body("page.total", is(0));
    isInvalid(
        compliance("POST", path(id) + "/review", "{\"lastReviewedAt\": \"2020-01-01T00:00:00Z\"}"),
        "/lastReviewedAt");
  }

  @Test
  void classifications_are_listed_and_filtered() {
    var system = "s" + UUID.randomUUID();
    var of = "{\"dataAsset\": \"%s/%s\", \"system\": \"%s\", %s}";
    classified(of.formatted("a", asset, system, "\"sensitivity\": \"internal\""));
    classified(of.formatted("b", asset, system, "\"sensitivity\": \"restricted\""));
    classified(
        of.formatted(
            "c",
            asset,
            system,
            "\"dataType\": \"public\", \"sensitivity\": \"public\", \"autoDelete\": false, \"residency\": \"global\""));
    var list = CLASSIFICATIONS + "?system=" + system;
    get(list).body("page.total", is(3)).body("items.dataAsset[0]", equalTo("a/" + asset));
    get(list + "&sort=-sensitivity")
        .body("items.sensitivity", contains("restricted", "internal", "public"));
    get(list + "&sensitivity=restricted&sensitivity=internal").body("page.total", is(2));
    get(list + "&dataType=public&residency=global&autoDelete=false").body("page.total", is(1));
    get(list + "&q=" + system).body("page.total", is(3));
    get(list + "&retentionDue=true").body("page.total", is(0));
    get(list + "&retentionDue=false").body("page.total", is(3));
    isInvalid(
        get(
            list
                + "&dataType=x&sensitivity=x&residency=x&autoDelete=x&retentionDue=x&notReviewedSince=x"),
        "?dataType",
        "?sensitivity",
        "?residency",
        "?autoDelete",
        "?retentionDue",
        "?notReviewedSince");
    isProblem(get(path("0199f0f0-0000-7000-8000-000000000000")), 404, "not-found");
  }

  @Test
  void of_several_who_classify_an_asset_at_once_one_does() {
    var statuses = Together.run(8, i -> classify("{}").extract().statusCode());
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 409)).isEqualTo(7);
  }

  @Test
  void what_has_to_be_deleted_follows_from_what_was() {
    var since = Instant.now().minus(100, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    var id = classified("{\"retentionDays\": 30, \"holdsDataSince\": \"%s\"}".formatted(since));
    var due = due(id);
    assertThat(due.get("overdue")).isEqualTo(true);
    assertThat(due.get("oldestFrom")).isEqualTo(since.toString());
    assertThat(due.get("dueAt")).isEqualTo(since.plus(30, ChronoUnit.DAYS).toString());
    var upTo = Instant.now().minus(25, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    deleted(id, upTo.toString(), "{}")
        .statusCode(201)
        .body("recordsDeleted", is(12))
        .body("performedBy", equalTo("ledger"));
    get(path(id))
        .body("deletedUpTo", equalTo(upTo.toString()))
        .body("retentionDueAt", equalTo(upTo.plus(30, ChronoUnit.DAYS).toString()));
    assertThat(due(id)).isNull();
    assertThat(due(id, "P14D").get("overdue")).isEqualTo(false);
    deleted(id, since.plusSeconds(1).toString(), "{}").statusCode(201);
    get(path(id)).body("deletedUpTo", equalTo(upTo.toString()));
    get(path(id) + "/deletions").body("page.total", is(2));
    get("/api/audit/records/data_classification/" + id)
        .body("items.action[0]", equalTo("data_classification.deletion_recorded"));
  }

  @Test
  void a_deletion_that_cannot_be_is_refused() {
    var id = classified("{}");
    isInvalid(
        deleted(id, "2026-02-01T00:00:00Z", "{\"performedAt\": \"2026-01-31T00:00:00Z\"}"),
        "/deletedUpTo");
    isInvalid(
        compliance(
            "POST",
            path(id) + "/deletions",
            "{\"deletedUpTo\": \"2999-01-01T00:00:00Z\", \"recordsDeleted\": -1, \"proofSha256\": \"x\"}"),
        "/deletedUpTo",
        "/recordsDeleted",
        "/proofReference",
        "/proofSha256");
    isProblem(
        deleted("0199f0f0-0000-7000-8000-000000000000", "2020-01-01T00:00:00Z", "{}"),
        404,
        "not-found");
    isInvalid(get(CLASSIFICATIONS + "/retention-due?within=-P1D"), "?within");
    get(path(id) + "/deletions").body("items", empty());
  }

  @Test
  void deletions_told_at_once_are_all_kept() {
    var id = classified("{\"holdsDataSince\": \"2015-01-01T00:00:00Z\"}");
    var statuses =
        Together.run(
            6, i -> deleted(id, "202%d-01-01T00:00:00Z".formatted(i), "{}").extract().statusCode());
    assertThat(statuses).containsOnly(201);
    get(path(id)).body("version", is(6)).body("deletedUpTo", equalTo("2025-01-01T00:00:00Z"));
  }

  private static Map<String, Object> due(String id) {
    return due(id, "PT0S");
  }

  /// The row of the longest overdue list that is about one asset; null when there is none.
  private static Map<String, Object> due(String id, String within) {
    List<Map<String, Object>> items =
        get(CLASSIFICATIONS + "/retention-due?within=" + within)
            .statusCode(200)
            .extract()
            .path("items");
    return items.stream()
        .filter(item -> item.get("classificationId").equals(id))
        .findFirst()
        .orElse(null);
  }

  private static ValidatableResponse deleted(String id, String upTo, String fields) {
    return compliance(
        "POST",
        path(id) + "/deletions",
        Api.with(
            "{\"deletedUpTo\": \"%s\", \"recordsDeleted\": 12, \"proofReference\": \"job 1\"}"
                .formatted(upTo),
            fields));
  }

  private void allows(String residency, String... regions) {
    for (var region : regions) {
      classified(in(residency, region));
    }
  }

  private void refuses(String residency, String... regions) {
    for (var region : regions) {
      isInvalid(
          compliance("POST", CLASSIFICATIONS, classification(in(residency, region))),
          "/allowedRegions/0");
    }
  }

  private static String in(String residency, String region) {
    return "{\"residency\": \"%s\", \"allowedRegions\": [\"%s\"]}".formatted(residency, region);
  }

  private ValidatableResponse classify(String fields) {
    return compliance(
        "POST",
        CLASSIFICATIONS,
        Api.with(classification("{\"dataAsset\": \"%s\"}".formatted(asset)), fields));
  }

  private static ValidatableResponse patch(String id, String ifMatch, String body) {
    return as("compliance")
        .header("If-Match", ifMatch)
        .contentType(Api.MERGE_PATCH)
        .body(body)
        .patch(path(id))
        .then();
  }

  private static String path(String id) {
    return CLASSIFICATIONS + "/" + id;
  }
}
