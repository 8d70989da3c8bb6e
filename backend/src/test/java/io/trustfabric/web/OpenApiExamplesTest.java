package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.trustfabric.record.Canonical;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Contract;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples in the API's description are played to the API, one after the other. After a change
/// they are recorded anew: `-Dexamples.record`.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenApiExamplesTest {

  private static final boolean RECORD = System.getProperty("examples.record") != null;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final List<String> MACHINES =
      List.of(
          "ingest_events",
          "report_tests",
          "report_models",
          "report_slos",
          "report_backups",
          "report_chaos",
          "check_data");

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\"(20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z)\"");
  private static final Pattern TRACE = Pattern.compile("\"traceId\":\"[0-9a-f]{32}\"");

  private static final Instant MORNING = Instant.parse("2026-02-01T09:00:00Z");

  private final Map<String, String> examplesOfIds = new LinkedHashMap<>();

  static List<String> stories() {
    return OpenApiExamples.STORIES;
  }

  @ParameterizedTest
  @MethodSource("stories")
  void the_api_answers_as_its_examples_say(String story) throws IOException {
    var steps = (ArrayNode) OpenApiExamples.story(story);
    for (int i = 0; i < steps.size(); i++) {
      var step = (ObjectNode) steps.get(i);
      var at = "%s, step %d, %s".formatted(story, i, step.get("operation"));
      var response = call(step);
      // A list of all there is has what other tests left; their ids are no example.
      var answer = step.has("othersIds") ? step.get("answer") : answer(response);
      if (RECORD) {
        step.put("status", response.statusCode());
        if (!step.has("amongOthers")) {
          step.set("answer", answer);
        }
      } else {
        assertThat(response.statusCode())
            .as("%s: %s", at, answer)
            .isEqualTo(step.get("status").asInt());
        assertThat(step.has("amongOthers") || answer.equals(step.get("answer")))
            .as("%s: %s", at, answer)
            .isTrue();
      }
    }
    if (RECORD) {
      Files.writeString(
          Path.of("src", "main", "resources", "openapi", story + ".json"),
          MAPPER.writeValueAsString(steps) + "\n");
    }
  }

  @Test
  void every_operation_of_these_services_has_an_example() {
    for (var operation : Contract.operations()) {
      var story = operation.path().split("/")[2];
      if (stories().contains(story)) {
        assertThat(operation.node().findValue("example")).as(operation.name()).isNotNull();
      }
    }
  }

  private Response call(JsonNode step) {
    var operation =
        Contract.operations().stream()
            .filter(one -> one.node().path("operationId").equals(step.get("operation")))
            .findFirst()
            .orElseThrow();
    var by = step.get("by").asText();
    var request =
        Api.with(
            MACHINES.contains(by)
                ? Tokens.machine(by)
                : Tokens.person(by.replaceAll("^.*@", ""), role(by)));
    step.path("query")
        .properties()
        .forEach(p -> request.queryParam(p.getKey(), real(p.getValue().asText())));
    step.path("headers")
        .properties()
        .forEach(h -> request.header(h.getKey(), h.getValue().asText()));
    if (step.has("request")) {
      var body = step.get("request");
      request
          .contentType(type(operation, body))
          .body(
              real(body.isTextual() ? body.textValue() : body.toString())
                  .getBytes(StandardCharsets.UTF_8));
    }
    var path = operation.path();
    for (var parameter : step.path("path").properties()) {
      path = path.replace("{" + parameter.getKey() + "}", real(parameter.getValue().asText()));
    }
    return request.request(operation.method(), path);
  }

  private static String role(String by) {
    return by.replaceAll("@.*$", "");
  }

  private static String type(Contract.Operation operation, JsonNode body) {
    return operation.node().at("/requestBody/content").properties().stream()
        .map(Map.Entry::getKey)
        .filter(type -> type.endsWith("json") != body.isTextual())
        .findFirst()
        .orElseThrow();
  }

  /// What the answer would be, were ids, times and the like those of examples.
  private JsonNode answer(Response response) throws IOException {
    var body = response.asString();
    for (var id : ID.matcher(body).results().map(MatchResult::group).toList()) {
      examplesOfIds.computeIfAbsent(
          id, i -> "0199d3b2-0000-7000-8000-%012d".formatted(examplesOfIds.size() + 1));
    }
    for (var id : examplesOfIds.entrySet()) {
      body = body.replace(id.getKey(), id.getValue());
    }
    body = TIME.matcher(body).replaceAll(time -> "\"" + example(time.group(1)) + "\"");
    body = TRACE.matcher(body).replaceAll("\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
    body = body.replace(PostgresResource.ISSUER, "https://id.example.com/realms/trust-fabric");
    var type = response.contentType();
    return type.contains("json") && !type.contains("ndjson")
        ? withItsDigest(MAPPER.readTree(body))
        : MAPPER.getNodeFactory().textNode(body);
  }

  /// What an approval asks for may name ids; its digest is then that of what is shown.
  private static JsonNode withItsDigest(JsonNode answer) {
    if (answer.has("payloadSha256")) {
      ((ObjectNode) answer)
          .put("payloadSha256", Canonical.sha256Hex(Canonical.bytes(answer.get("payload"))));
    }
    return answer;
  }

  /// A time of this very run is no example: it is told from a morning in February, by the hour.
  private static String example(String time) {
    var ahead = Duration.between(Instant.now(), Instant.parse(time));
    return ahead.compareTo(Duration.ofHours(-1)) > 0 || isStartOfRollingPeriod(time, ahead)
        ? MORNING.plus(Duration.ofHours(Math.round(ahead.toSeconds() / 3600.0))).toString()
        : time;
  }

  /// Whole days before now, to the microsecond: nobody writes an example like that.
  private static boolean isStartOfRollingPeriod(String time, Duration ahead) {
    var days = Math.round(ahead.toSeconds() / 86_400.0);
    return time.contains(".")
        && days >= -90
        && ahead.minusDays(days).abs().compareTo(Duration.ofMinutes(2)) < 0;
  }

  private String real(String text) {
    for (var id : examplesOfIds.entrySet()) {
      text = text.replace(id.getValue(), id.getKey());
    }
    return text;
  }
}
