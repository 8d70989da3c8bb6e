package io.trustfabric.demo.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;

/// Does what the people of a security desk do: opens the sample incidents of the last weeks, works
/// on them at their times, and logs the sample rotations.
public final class SecurityDesk {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/api/security";

  private final Client client;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  public SecurityDesk(Credentials credentials) {
    this.client = new Client(credentials, "security-desk");
  }

  /// Does each thing once: an incident with this title, a secret with this name are left alone
  /// where there are any.
  ///
  /// @return what to say of it
  public String run() {
    var samples = samples();
    var incidents = new ArrayList<JsonNode>();
    samples
        .get("incidents")
        .valueStream()
        .filter(sample -> !isThere(sample.at("/report/title").textValue()))
        .forEach(incidents::add);
    var known = new HashMap<String, Boolean>();
    var rotations = new ArrayList<JsonNode>();
    for (var sample : samples.get("rotations")) {
      var name = sample.at("/report/secretName").textValue();
      if (!known.computeIfAbsent(name, this::isRotated)) {
        rotations.add(sample);
      }
    }
    incidents.forEach(this::incident);
    rotations.forEach(this::rotation);
    return incidents.isEmpty() && rotations.isEmpty()
        ? "incidents and secret rotations are there already"
        : "%d incidents of the last weeks, %d secret rotations"
            .formatted(incidents.size(), rotations.size());
  }

  private boolean isThere(String title) {
    return client
        .get(PATH + "/incidents?limit=200&q=" + Client.encoded(title))
        .get("items")
        .valueStream()
        .anyMatch(incident -> incident.get("title").textValue().equals(title));
  }

  private boolean isRotated(String secretName) {
    return client
        .first(PATH + "/secret-rotations?secretName=" + Client.encoded(secretName))
        .isPresent();
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
    return method.equals("PATCH")
        ? client.patch(PATH + path, body)
        : client.post(PATH + path, body);
  }

  private static String minutes(Instant from, long minutes) {
    return from.plus(Duration.ofMinutes(minutes)).toString();
  }

  private static JsonNode samples() {
    try (var in = SecurityDesk.class.getResourceAsStream("/demo/desk.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
