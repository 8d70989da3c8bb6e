package io.trustfabric.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Does what the people of a security desk do: opens the sample incidents of the last weeks, works
/// on them at their times, and logs the sample rotations.
final class DemoDesk {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/api/security";

  private final JsonNode credentials;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final String token;

  DemoDesk(JsonNode credentials) {
    this.credentials = credentials;
    this.token =
        HttpJson.token(
            credentials.get("issuer").textValue(),
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "security-desk",
                "client_secret", credentials.at("/clients/security-desk/secret").textValue()));
  }

  /// @return how many incidents and rotations there are now because of it
  Map<String, Integer> run() {
    var samples = samples();
    samples.get("incidents").forEach(this::incident);
    samples.get("rotations").forEach(this::rotation);
    return Map.of(
        "incidents", samples.get("incidents").size(),
        "rotations", samples.get("rotations").size());
  }

  private void incident(JsonNode sample) {
    var detected =
        now.minus(Duration.ofMinutes((long) (sample.get("detectedHoursAgo").asDouble() * 60)));
    var report = (ObjectNode) sample.get("report");
    report.put("detectedAt", detected.toString());
    if (sample.has("leadMinutes")) {
      report.put("startedAt", minutes(detected, -sample.get("leadMinutes").asLong()));
    }
    var path = "/incidents/" + send("POST", "/incidents", report).get("id").textValue();
    for (var note : sample.path("notes")) {
      var body = JsonNodeFactory.instance.objectNode().put("text", note.get("text").textValue());
      send(
          "POST",
          path + "/timeline",
          body.put("at", minutes(detected, note.get("minutes").asLong())));
    }
    for (var item : sample.path("actionItems")) {
      actionItem(path + "/action-items", item);
    }
    if (sample.has("lessons")) {
      send("PATCH", path, sample.get("lessons"));
    }
    for (var step : sample.get("steps")) {
      var body =
          JsonNodeFactory.instance.objectNode().put("status", step.get("status").textValue());
      send(
          "PATCH",
          path + "/status",
          body.put("at", minutes(detected, step.get("minutes").asLong())));
    }
  }

  private void actionItem(String path, JsonNode sample) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("title", sample.get("title").textValue())
        .put("owner", sample.get("owner").textValue());
    body.put("dueAt", now.plus(Duration.ofDays(sample.get("dueDays").asLong())).toString());
    var id = send("POST", path, body).get("id").textValue();
    var status = sample.get("status").textValue();
    if (!status.equals("open")) {
      send(
          "PATCH",
          path + "/" + id + "/status",
          JsonNodeFactory.instance.objectNode().put("status", status));
    }
  }

  private void rotation(JsonNode sample) {
    var report = (ObjectNode) sample.get("report");
    if (sample.has("rotatedDaysAgo")) {
      report.put(
          "rotatedAt",
          now.minus(Duration.ofDays(sample.get("rotatedDaysAgo").asLong())).toString());
    }
    send("POST", "/secret-rotations", report);
  }

  private JsonNode send(String method, String path, JsonNode body) {
    var answer =
        HttpJson.send(
            HttpRequest.newBuilder(URI.create(credentials.get("apiUrl").textValue() + PATH + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString())));
    if (answer.status() / 100 != 2) {
      throw new LaunchFailure(
          "The API refuses a sample (%d): %s".formatted(answer.status(), answer.text()));
    }
    return answer.body();
  }

  private static String minutes(Instant from, long minutes) {
    return from.plus(Duration.ofMinutes(minutes)).toString();
  }

  private static JsonNode samples() {
    try (var in = DemoDesk.class.getResourceAsStream("/demo/desk.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
