package io.trustfabric.security.events;

import static io.trustfabric.testing.Api.EVENTS;
import static io.trustfabric.testing.Api.event;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.read;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CloudEventsTest {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCHED = "application/cloudevents-batch+json";

  private static final String SIGN_IN =
      """
      {"class_uid": 3002, "class_name": "Authentication", "category_uid": 3, "type_uid": 300201, "activity_id": 1,
       "activity_name": "Logon", "severity_id": 4, "status_id": 2, "status": "Failure", "time": 1767225600123,
       "message": "Wrong password", "user": {"name": "jane", "email_addr": "jane@example.test"},
       "src_endpoint": {"ip": "203.0.113.7"}, "service": {"name": "payroll"},
       "metadata": {"version": "1.1.0", "uid": "abc", "product": {"name": "Keycloak"}}}
      """;

  @Test
  void our_own_event_is_taken_in_structured_mode() {
    var id =
        structured(envelope(UUID.randomUUID(), event("{\"title\": \"ours\"}")))
            .statusCode(201)
            .body("received", is(1))
            .body("created", is(1))
            .extract()
            .<String>path("ids[0]");
    read(id).body("title", equalTo("ours")).body("source", equalTo("keycloak"));
  }

  @Test
  void our_own_event_is_taken_in_binary_mode() {
    var id =
        binary(headers(), event("{\"title\": \"binary\"}"))
            .statusCode(201)
            .extract()
            .<String>path("ids[0]");
    read(id).body("title", equalTo("binary"));
  }

  @Test
  void many_are_taken_in_batched_mode_in_their_order() {
    var ids =
        batched(
                "[%s,%s,%s]"
                    .formatted(
                        envelope(UUID.randomUUID(), event("{\"title\": \"first\"}")),
                        envelope(UUID.randomUUID(), SIGN_IN),
                        envelope(UUID.randomUUID(), event("{\"title\": \"third\"}"))))
            .statusCode(201)
            .body("created", is(3))
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    read(ids.get(0)).body("title", equalTo("first"));
    read(ids.get(1)).body("eventType", equalTo("login_failure"));
    read(ids.get(2)).body("title", equalTo("third"));
  }

  @Test
  void what_the_envelope_knows_fills_in_and_unknown_fields_are_tolerated() {
    var id =
        structured(
                envelope(
                    UUID.randomUUID(),
                    event("{\"source\": null, \"occurredAt\": null, \"unknown\": {\"a\": 1}}")))
            .statusCode(201)
            .extract()
            .<String>path("ids[0]");
    read(id).body("source", equalTo("/tests")).body("occurredAt", equalTo("2026-01-31T10:00:00Z"));
  }

  @Test
  void data_may_come_in_base64() {
    var envelope =
        envelope(UUID.randomUUID(), "0")
            .replace(
                "\"data\": 0",
                "\"data_base64\": \"%s\""
                    .formatted(
                        Base64.getEncoder()
                            .encodeToString(event("{}").getBytes(StandardCharsets.UTF_8))));
    structured(envelope).statusCode(201);
    isInvalid(
        structured(
            envelope(UUID.randomUUID(), "0").replace("\"data\": 0", "\"data_base64\": \"?\"")),
        "/data_base64",
        "/data");
  }

  @Test
  void a_failed_ocsf_authentication_is_a_login_failure() {
    var id = ocsf(SIGN_IN);
    read(id)
        .body("eventType", equalTo("login_failure"))
        .body("severity", equalTo("high"))
        .body("title", equalTo("Wrong password"))
        .body("source", equalTo("Keycloak"))
        .body("sourceIp", equalTo("203.0.113.7"))
        .body("actor", equalTo("jane@example.test"))
        .body("resource", equalTo("payroll"))
        .body("occurredAt", equalTo("2026-01-01T00:00:00.123Z"))
        .body("metadata.ocsf.class_uid", is(3002))
        .body("metadata.ocsf.uid", equalTo("abc"))
        .body("metadata.ocsf.version", equalTo("1.1.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "3002, 1, other",
    "3002, 2, login_failure",
    "3001, 1, configuration_change",
    "3003, 2, unauthorized_access",
    "3005, 1, privilege_escalation",
    "2004, 1, anomalous_activity",
    "2003, 1, policy_violation",
    "2006, 1, data_breach",
    "6003, 2, unauthorized_access",
    "4003, 1, other"
  })
  void an_ocsf_class_becomes_the_event_type_nearest_to_it(int type, int status, String eventType) {
    var id =
        ocsf(
            "{\"class_uid\": %d, \"status_id\": %d, \"severity_id\": 1, \"time\": 1767225600000}"
                .formatted(type, status));
    read(id).body("eventType", equalTo(eventType)).body("severity", equalTo("low"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, low",
    "1, low",
    "2, low",
    "3, medium",
    "4, high",
    "5, critical",
    "6, critical",
    "99, low"
  })
  void an_ocsf_severity_has_its_place_on_our_ladder(int id, String severity) {
    read(ocsf("{\"class_uid\": 4003, \"severity_id\": %d, \"time\": 1767225600000}".formatted(id)))
        .body("severity", equalTo(severity));
  }

  @Test
  void an_ocsf_finding_is_known_again_by_its_uid() {
    var finding =
        """
        {"class_uid": 2004, "severity_id": 5, "time": 1767225600000, "malware": [{"name": "x"}],
         "finding_info": {"uid": "%s", "title": "Ransomware", "desc": "On host 7"}}
        """
            .formatted(UUID.randomUUID());
    var id = ocsf(finding);
    assertThat(ocsf(finding)).isEqualTo(id);
    read(id)
        .body("occurrences", is(2))
        .body("eventType", equalTo("malware"))
        .body("title", equalTo("Ransomware"))
        .body("description", equalTo("On host 7"));
  }

  @Test
  void ocsf_text_that_is_too_long_is_cut_and_never_within_a_character() {
    for (var shift : List.of("", "x")) {
      var long1 = shift + "\uD83D\uDE00".repeat(6_000);
      var id =
          ocsf(
              """
              {"class_uid": 4003, "time": 1767225600000, "message": "%1$s", "status_detail": "%1$s",
               "user": {"name": "%1$s"}, "service": {"name": "%1$s"}}
              """
                  .formatted(long1));
      String title = read(id).extract().path("title");
      assertThat(title).startsWith(shift + "\uD83D\uDE00").doesNotContain("?");
    }
  }

  @Test
  void a_delivery_that_comes_again_does_nothing() {
    var id = UUID.randomUUID();
    var first =
        structured(envelope(id, event("{}"))).statusCode(201).extract().<String>path("ids[0]");
    var before = Sql.everything();
    structured(envelope(id, event("{\"title\": \"other\"}")))
        .statusCode(201)
        .body("received", is(1))
        .body("created", is(0))
        .body("repeated", is(1))
        .body("ids", contains(first));
    var headers = new java.util.HashMap<>(headers());
    headers.put("ce-id", id.toString());
    binary(headers, event("{}")).statusCode(201).body("ids", contains(first));
    batched("[%1$s,%1$s]".formatted(envelope(id, event("{}"))))
        .statusCode(201)
        .body("received", is(2))
        .body("ids", contains(first, first));
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_delivery_twice_in_one_batch_is_one_event() {
    var twice = envelope(UUID.randomUUID(), event("{}"));
    var ids =
        batched("[%s,%s]".formatted(twice, twice))
            .statusCode(201)
            .body("created", is(1))
            .extract()
            .jsonPath()
            .getList("ids", String.class);
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void the_same_id_from_another_source_is_another_event() {
    var id = UUID.randomUUID();
    structured(envelope(id, event("{}"))).body("created", is(1));
    structured(envelope(id, event("{}")).replace("\"/tests\"", "\"/others\""))
        .body("created", is(1));
  }

  @Test
  void missing_attributes_are_named_in_every_mode() {
    isInvalid(
        structured("{\"data\": %s}".formatted(event("{}"))),
        "/specversion",
        "/id",
        "/source",
        "/type");
    isInvalid(
        batched("[{\"specversion\": \"0.3\", \"id\": 5, \"data\": {}}, 5]"),
        "/0/specversion",
        "/0/id",
        "/0/source",
        "/0/type",
        "/0/data",
        "/1");
    isInvalid(
        binary(Map.of("ce-specversion", "2.0"), event("{}")),
        "ce-specversion",
        "ce-id",
        "ce-source",
        "ce-type");
  }

  @Test
  void bad_data_is_named_where_it_is() {
    var before = Sql.everything();
    isInvalid(
        structured(envelope(UUID.randomUUID(), event("{\"severity\": \"x\"}"))), "/data/severity");
    isInvalid(
        batched(
            "[%s,%s]"
                .formatted(
                    envelope(UUID.randomUUID(), event("{}")),
                    envelope(UUID.randomUUID(), event("{\"title\": \"\"}")))),
        "/1/data/title");
    isInvalid(binary(headers(), event("{\"title\": \"\"}")), "/title");
    isInvalid(structured(envelope(UUID.randomUUID(), "{\"hello\": 1}")), "/data");
    isInvalid(
        structured(
            envelope(UUID.randomUUID(), "{\"class_uid\": 4003}")
                .replace("\"time\":", "\"atime\":")),
        "/data/occurredAt");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "5",
        "null",
        "{",
        "{\"specversion\": \"1.0\", \"specversion\": \"1.0\"}"
      })
  void what_is_no_cloudevent_is_refused(String body) {
    isProblem(structured(body), 400, "invalid-request");
  }

  @Test
  void another_media_type_is_refused() {
    isProblem(send(machine(), "text/plain", "x"), 415, "unsupported-media-type");
  }

  @Test
  void every_real_ocsf_sample_is_taken_or_refused_by_pointer() throws IOException {
    var samples = Path.of(System.getProperty("shared.data", "none"), "ocsf", "samples");
    assumeTrue(Files.isDirectory(samples), "no shared OCSF samples at " + samples);
    var taken = 0;
    try (Stream<Path> files = Files.walk(samples)) {
      for (var file :
          files
              .filter(f -> f.toString().endsWith(".json"))
              .filter(Files::isRegularFile)
              .sorted()
              .toList()) {
        var text = Files.readString(file);
        var answer = structured(envelope(UUID.randomUUID(), text.isBlank() ? "null" : text));
        var status = answer.extract().statusCode();
        assertThat(status).as(file + ": " + answer.extract().asString()).isIn(201, 400);
        if (status == 400) {
          isProblem(answer, 400, "invalid-request");
          assertThat(Api.pointers(answer)).isNotEmpty();
        } else {
          taken++;
        }
      }
    }
    assertThat(taken).isGreaterThanOrEqualTo(5);
  }

  @Test
  void every_real_ocsf_event_that_is_an_object_of_a_class_is_taken() throws IOException {
    var samples = Path.of(System.getProperty("shared.data", "none"), "ocsf", "samples");
    assumeTrue(Files.isDirectory(samples), "no shared OCSF samples at " + samples);
    var mapper = new ObjectMapper();
    try (Stream<Path> files = Files.walk(samples)) {
      for (var file :
          files
              .filter(f -> f.toString().endsWith(".json"))
              .filter(Files::isRegularFile)
              .filter(f -> f.toFile().length() > 0)
              .toList()) {
        com.fasterxml.jackson.databind.JsonNode tree;
        try {
          tree = mapper.readTree(file.toFile());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
          continue;
        }
        if (tree.path("class_uid").isInt()) {
          structured(envelope(UUID.randomUUID(), tree.toString())).statusCode(201);
        }
      }
    }
  }

  private static String ocsf(String data) {
    return structured(envelope(UUID.randomUUID(), data)).statusCode(201).extract().path("ids[0]");
  }

  private static String envelope(UUID id, String data) {
    return """
    {"specversion": "1.0", "id": "%s", "source": "/tests", "type": "io.trustfabric.security_event",
     "time": "2026-01-31T10:00:00Z", "datacontenttype": "application/json", "extension": "x", "data": %s}
    """
        .formatted(id, data);
  }

  private static Map<String, String> headers() {
    return Map.of(
        "ce-specversion", "1.0",
        "ce-id", UUID.randomUUID().toString(),
        "ce-source", "/tests",
        "ce-type", "io.trustfabric.security_event");
  }

  private static ValidatableResponse binary(Map<String, String> headers, String data) {
    return send(machine().headers(headers), "application/json", data);
  }

  private static ValidatableResponse structured(String envelope) {
    return send(machine(), STRUCTURED, envelope);
  }

  private static ValidatableResponse batched(String envelopes) {
    return send(machine(), BATCHED, envelopes);
  }

  private static RequestSpecification machine() {
    return with(Tokens.machine("ingest_events"));
  }

  private static ValidatableResponse send(RequestSpecification request, String type, String body) {
    return request
        .header("Content-Type", type)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post(EVENTS + "/cloudevents")
        .then();
  }
}
