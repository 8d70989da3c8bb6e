package io.trustfabric.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// One write as it is sent.
///
/// @param key its idempotency key, which also marks what it makes: as `source` of events, as
///   `service` of incidents
/// @param makes how many records with that mark there are when it has happened
/// @param before the record it changes, as acknowledged before; null when it makes new ones
record Write(Kind kind, String path, String key, JsonNode body, int makes, JsonNode before) {

  enum Kind {
    EVENT,
    BATCH,
    INCIDENT,
    MOVE
  }

  static final String EVENTS = "/api/security/events";
  static final String INCIDENTS = "/api/security/incidents";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STATUSES =
      List.of("detected", "acknowledged", "mitigated", "resolved", "closed");

  static Write event(String key, Random random) {
    return new Write(Kind.EVENT, EVENTS, key, report(key, "alone", random), 1, null);
  }

  static Write batch(String key, Random random) {
    ArrayNode reports = JSON.createArrayNode();
    int count = 2 + random.nextInt(39);
    for (int i = 0; i < count; i++) {
      reports.add(report(key, "number " + i, random));
    }
    return new Write(Kind.BATCH, EVENTS + "/batch", key, reports, count, null);
  }

  static Write incident(String key, Random random) {
    var report =
        JSON.createObjectNode()
            .put("incidentType", "availability")
            .put("severity", random.nextBoolean() ? "sev3" : "sev4")
            .put("title", "Incident " + key)
            .put("service", key)
            .put("summary", text(random));
    return new Write(Kind.INCIDENT, INCIDENTS, key, report, 1, null);
  }

  /// The next step of an incident that is not closed.
  static Write move(String key, JsonNode incident) {
    int status = STATUSES.indexOf(incident.get("status").textValue());
    return new Write(
        Kind.MOVE,
        path(INCIDENTS, incident) + "/status",
        key,
        JSON.createObjectNode().put("status", STATUSES.get(status + 1)),
        0,
        incident);
  }

  /// Where a record is read.
  static String path(String collection, JsonNode record) {
    return collection + "/" + record.get("id").textValue();
  }

  /// Where the one record that this write made or changed is read.
  String recordPath(JsonNode answer) {
    return path(kind == Kind.EVENT ? EVENTS : INCIDENTS, answer);
  }

  static boolean isClosed(JsonNode incident) {
    return incident.get("status").textValue().equals(STATUSES.getLast());
  }

  private static ObjectNode report(String key, String which, Random random) {
    return JSON.createObjectNode()
        .put("eventType", "policy_violation")
        .put("severity", random.nextBoolean() ? "low" : "high")
        .put("title", key + " " + which)
        .put("description", text(random))
        .put("source", key)
        .put("occurredAt", Instant.now().toString());
  }

  /// Sometimes long, so that writes are torn in different places.
  private static String text(Random random) {
    return "What was seen. ".repeat(1 + random.nextInt(random.nextInt(10) == 0 ? 500 : 10));
  }
}
