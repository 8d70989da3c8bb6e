package io.trustfabric.compliance.oscal;

import static io.trustfabric.compliance.evidence.People.approved;
import static io.trustfabric.compliance.evidence.People.drafted;
import static io.trustfabric.testing.Api.EVIDENCE;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OscalTest {

  private static final String OSCAL = "/api/compliance/oscal/";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"soc2", "iso27001", "gdpr", "hipaa"})
  void all_three_documents_are_valid_by_the_schemas_of_their_kind(String framework)
      throws IOException {
    OscalSchemas.needed();
    seen();
    assertValid("catalog", "catalog", framework);
    assertValid("assessment-plan", "assessment-plan", framework);
    assertValid("assessment-results", "assessment-results", framework);
  }

  @Test
  void what_the_schemas_do_not_allow_is_found() throws IOException {
    OscalSchemas.needed();
    var document = (ObjectNode) read("catalog", "soc2");
    ((ObjectNode) document.get("catalog")).put("uuid", "01980f2e-7c1a-7a30-9d52-0c4b6f1a2b30");
    assertThat(OscalSchemas.faults("catalog", document)).isNotEmpty();
    document = (ObjectNode) read("catalog", "soc2");
    ((ObjectNode) document.at("/catalog/groups/0/controls/0")).put("id", "164.308(a)");
    assertThat(OscalSchemas.faults("catalog", document)).isNotEmpty();
  }

  @Test
  void controls_are_tokens_beside_what_people_call_them() throws IOException {
    assertThat(controls("iso27001"))
        .anySatisfy(
            control -> {
              assertThat(control.get("id").textValue()).isEqualTo("iso-5.18");
              assertThat(control.at("/props/0/name").textValue()).isEqualTo("label");
              assertThat(control.at("/props/0/value").textValue()).isEqualTo("A.5.18");
            });
    assertThat(controls("hipaa"))
        .anySatisfy(
            control -> {
              assertThat(control.get("id").textValue()).startsWith("hipaa-164.308-a-1");
              assertThat(control.at("/props/0/value").textValue()).startsWith("164.308(a)(1)");
            });
    for (var framework : List.of("soc2", "iso27001", "gdpr", "hipaa")) {
      var ids = controls(framework).stream().map(c -> c.get("id").textValue()).toList();
      assertThat(ids).doesNotHaveDuplicates();
    }
  }

  @Test
  void approved_evidence_is_an_observation_and_its_control_satisfied() throws IOException {
    var linked = rotation();
    var id =
        approved(
            """
            {"controlId": "CC9.2", "title": "  Vendors\\n looked at ", "links": [
              {"recordType": "secret_rotation", "recordId": "%s"}]}
            """
                .formatted(linked));
    var results = read("assessment-results", "soc2").get("assessment-results");
    var result = results.at("/results/0");
    var observation = find(result.get("observations"), o -> prop(o, "evidence-id").equals(id));
    assertThat(observation.get("title").textValue()).isEqualTo("Vendors looked at");
    assertThat(prop(observation, "content-sha256"))
        .isEqualTo(get(EVIDENCE + "/" + id).extract().<String>path("contentSha256"));
    assertThat(prop(observation, "revision")).isEqualTo("2");
    assertThat(observation.at("/origins/0/actors/0/role-id").textValue()).isEqualTo("submitter");
    var approver = observation.at("/origins/1/actors/0/actor-uuid").textValue();
    assertThat(
            find(results.at("/metadata/parties"), p -> p.get("uuid").textValue().equals(approver))
                .get("name")
                .textValue())
        .isEqualTo("enzo");
    var finding = finding(result, "soc2-cc9.2_obj");
    assertThat(finding.at("/target/status/state").textValue()).isEqualTo("satisfied");
    assertThat(finding.get("title").textValue()).startsWith("CC9.2: ");
    assertThat(finding.get("related-observations").findValuesAsText("observation-uuid"))
        .contains(observation.get("uuid").textValue());
    var resources = results.at("/back-matter/resources");
    var hashes = new HashSet<String>();
    for (var evidence : observation.get("relevant-evidence")) {
      var resource =
          find(
              resources,
              r -> evidence.get("href").textValue().equals("#" + r.get("uuid").textValue()));
      hashes.addAll(resource.findValuesAsText("value"));
      hashes.addAll(evidence.findValuesAsText("value"));
    }
    get(EVIDENCE + "/" + id)
        .body("files[0].sha256", is(in(hashes)))
        .body("links[0].stateSha256", is(in(hashes)));
  }

  @Test
  void what_is_no_more_than_a_draft_is_not_in_it_and_its_control_not_satisfied()
      throws IOException {
    var id = drafted("selma", "{\"controlId\": \"CC1.2\", \"title\": \"Just a draft\"}");
    var text = as("auditor").get(OSCAL + "assessment-results?framework=soc2").asString();
    assertThat(text).doesNotContain(id).doesNotContain("Just a draft");
    var result = MAPPER.readTree(text).at("/assessment-results/results/0");
    assertThat(finding(result, "soc2-cc1.2_obj").at("/target/status/state").textValue())
        .isEqualTo("not-satisfied");
  }

  @Test
  void every_reference_leads_somewhere() throws IOException {
    seen();
    for (var framework : List.of("soc2", "hipaa")) {
      var catalog = read("catalog", framework);
      var known = new HashSet<>(catalog.findValuesAsText("id"));
      for (var kind : List.of("assessment-plan", "assessment-results")) {
        var document = read(kind, framework);
        var uuids = new HashSet<>(document.findValuesAsText("uuid"));
        assertThat(document.findValuesAsText("control-id")).isNotEmpty();
        assertThat(known).containsAll(document.findValuesAsText("control-id"));
        assertThat(known).containsAll(document.findValuesAsText("target-id"));
        assertThat(uuids).containsAll(document.findValuesAsText("observation-uuid"));
        assertThat(uuids).containsAll(document.findValuesAsText("actor-uuid"));
        var base = URI.create("http://localhost" + OSCAL + kind + "?framework=" + framework);
        for (var href : new HashSet<>(document.findValuesAsText("href"))) {
          if (href.startsWith("#")) {
            assertThat(uuids).contains(href.substring(1));
          } else {
            var path = base.resolve(href);
            as("auditor")
                .get(path.getRawPath() + (path.getQuery() == null ? "" : "?" + path.getQuery()))
                .then()
                .statusCode(200);
          }
        }
      }
    }
  }

  @Test
  void the_same_moment_is_told_in_the_same_bytes_and_ids_stay_from_one_to_the_next()
      throws IOException {
    seen();
    var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var path = OSCAL + "assessment-results?framework=soc2&at=" + at;
    var first = as("auditor").get(path).asString();
    assertThat(as("admin").get(path).asString()).isEqualTo(first);
    var later = read("assessment-results", "soc2");
    assertThat(later.at("/assessment-results/uuid"))
        .isNotEqualTo(MAPPER.readTree(first).at("/assessment-results/uuid"));
    assertThat(ids(later, "findings")).isEqualTo(ids(MAPPER.readTree(first), "findings"));
    assertThat(ids(later, "observations")).containsAll(ids(MAPPER.readTree(first), "observations"));
    for (var kind : List.of("catalog", "assessment-plan")) {
      assertThat(read(kind, "gdpr")).isEqualTo(read(kind, "gdpr"));
    }
  }

  @Test
  void a_past_moment_is_told_as_it_was() throws IOException {
    var before = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofMillis(5));
    var id = approved("{\"controlId\": \"CC9.1\"}");
    var path = OSCAL + "assessment-results?framework=soc2&at=" + before;
    assertThat(as("auditor").get(path).asString()).doesNotContain(id);
    assertThat(read("assessment-results", "soc2").toString()).contains(id);
  }

  @Test
  void controls_that_do_not_apply_are_left_out_with_the_reason() throws IOException {
    Api.compliance(
            "PATCH",
            "/api/compliance/controls/iso27001/A.7.3",
            "{\"applicable\": false, \"applicabilityReason\": \"We have no offices.\"}")
        .statusCode(200);
    try {
      var plan = read("assessment-plan", "iso27001").at("/assessment-plan/reviewed-controls");
      assertThat(plan.at("/control-selections/0/exclude-controls").findValuesAsText("control-id"))
          .contains("iso-7.3");
      assertThat(find(plan.get("props"), p -> p.get("value").textValue().equals("iso-7.3")))
          .hasToString(
              "{\"name\":\"not-applicable\",\"ns\":\"https://trustfabric.io/ns/oscal\",\"value\":\"iso-7.3\",\"remarks\":\"We have no offices.\"}");
      var result = read("assessment-results", "iso27001").at("/assessment-results/results/0");
      assertThat(result.get("findings").findValuesAsText("target-id"))
          .doesNotContain("iso-7.3_obj");
      if (OscalSchemas.areHere()) {
        assertValid("assessment-plan", "assessment-plan", "iso27001");
      }
    } finally {
      Api.compliance("PATCH", "/api/compliance/controls/iso27001/A.7.3", "{\"applicable\": true}")
          .statusCode(200);
    }
  }

  @Test
  void each_export_of_results_is_a_line() throws IOException {
    var lines = exports();
    read("assessment-results", "gdpr");
    assertThat(exports()).isEqualTo(lines + 1);
    read("catalog", "gdpr");
    read("assessment-plan", "gdpr");
    assertThat(exports()).isEqualTo(lines + 1);
    var answer = as("auditor").get("/api/audit/entries?action=assessment_results.exported").then();
    answer.statusCode(200).body("items[0].change.framework", notNullValue());
  }

  @Test
  void a_framework_or_moment_that_cannot_be_is_named_and_leaves_no_line() {
    var lines = exports();
    for (var kind : List.of("catalog", "assessment-plan", "assessment-results")) {
      isInvalid(ask(kind + "?framework=pci"), "?framework");
      isInvalid(ask(kind), "?framework");
    }
    isInvalid(ask("assessment-results?framework=soc2&at=yesterday"), "?at");
    isInvalid(ask("assessment-results?framework=soc2&at=2999-01-01T00:00:00Z"), "?at");
    isInvalid(ask("assessment-results?framework=soc2&at=1969-12-31T23:59:59Z"), "?at");
    assertThat(exports()).isEqualTo(lines);
  }

  @Test
  void an_id_is_the_one_that_the_standard_gives() {
    // RFC 9562, appendix A.4: www.example.com in the namespace of names of hosts.
    assertThat(
            OscalIds.version5(
                UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  /// Evidence with a file, a link and a rationale.
  private static void seen() {
    approved(
        "{\"links\": [{\"recordType\": \"secret_rotation\", \"recordId\": \"%s\"}]}"
            .formatted(rotation()));
    approved(
        """
        {"framework": "hipaa", "controlId": "164.312(a)(2)(iii)", "controls": [], "title": "Sessions",
         "effectiveTo": "9999-12-31T00:00:00Z",
         "rationale": "The room is locked."}
        """);
  }

  /// The id of a record to link.
  private static String rotation() {
    return Api.post(Api.ROTATIONS, Api.rotation("{}")).statusCode(201).extract().path("id");
  }

  private static long exports() {
    return Sql.number(
        "SELECT count(*) FROM audit_log WHERE action = 'assessment_results.exported'");
  }

  private static ValidatableResponse ask(String path) {
    return as("auditor").get(OSCAL + path).then();
  }

  private static JsonNode read(String kind, String framework) throws IOException {
    return MAPPER.readTree(
        ask(kind + "?framework=" + framework)
            .statusCode(200)
            .contentType("application/json")
            .header("Cache-Control", "no-store")
            .extract()
            .asString());
  }

  private static List<JsonNode> controls(String framework) throws IOException {
    var controls = new ArrayList<JsonNode>();
    read("catalog", framework)
        .at("/catalog/groups")
        .forEach(group -> group.get("controls").forEach(controls::add));
    return controls;
  }

  private static JsonNode finding(JsonNode result, String target) {
    return find(result.get("findings"), f -> f.at("/target/target-id").textValue().equals(target));
  }

  private static JsonNode find(JsonNode items, Predicate<JsonNode> which) {
    for (var item : items) {
      if (which.test(item)) {
        return item;
      }
    }
    throw new AssertionError("not found among " + items);
  }

  private static String prop(JsonNode thing, String name) {
    return find(thing.get("props"), p -> p.get("name").textValue().equals(name))
        .get("value")
        .textValue();
  }

  private static List<String> ids(JsonNode document, String kind) {
    var ids = new ArrayList<String>();
    document
        .at("/assessment-results/results/0/" + kind)
        .forEach(item -> ids.add(item.get("uuid").textValue()));
    return ids;
  }

  private static void assertValid(String kind, String schema, String framework) throws IOException {
    assertThat(OscalSchemas.faults(schema, read(kind, framework)))
        .as(kind + " of " + framework)
        .isEmpty();
  }
}
