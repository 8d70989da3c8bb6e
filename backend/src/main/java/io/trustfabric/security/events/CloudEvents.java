package io.trustfabric.security.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// CloudEvents 1.0 over HTTP, in all three modes. Foreign fields are tolerated; what we need is
/// checked.
@ApplicationScoped
public class CloudEvents {

  static final String STRUCTURED = "application/cloudevents+json";
  static final String BATCHED = "application/cloudevents-batch+json";

  private static final List<String> ATTRIBUTES =
      List.of("specversion", "id", "source", "type", "time");

  private final ObjectMapper mapper;
  private final Bodies bodies;

  CloudEvents(ObjectMapper mapper, Bodies bodies) {
    this.mapper = mapper;
    this.bodies = bodies;
  }

  /// One delivered event.
  ///
  /// @param digest SHA-256 over source and id, which together are unique for an event (spec,
  ///   section 3.1.1)
  record Delivery(String digest, SecurityEventReport report) {}

  static boolean isStructured(HttpHeaders headers) {
    return hasType(headers, STRUCTURED);
  }

  static boolean isBatched(HttpHeaders headers) {
    return hasType(headers, BATCHED);
  }

  private static boolean hasType(HttpHeaders headers, String type) {
    var given = headers.getMediaType();
    return given != null && (given.getType() + "/" + given.getSubtype()).equals(type);
  }

  /// An event whose attributes are in headers and whose data is the body.
  Delivery binary(HttpHeaders headers, JsonNode data, List<Invalid.Field> errors) {
    var envelope = JsonNodeFactory.instance.objectNode();
    for (var name : ATTRIBUTES) {
      var value = headers.getHeaderString("ce-" + name);
      if (value != null) {
        envelope.put(name, value);
      }
    }
    envelope.set("data", data);
    return delivery(envelope, "ce-", "", errors);
  }

  /// An event that is one JSON object.
  Delivery structured(JsonNode envelope, String at, List<Invalid.Field> errors) {
    if (!envelope.isObject()) {
      errors.add(new Invalid.Field(at, "must be an object"));
      return null;
    }
    return delivery((ObjectNode) envelope, at + "/", at + "/data", errors);
  }

  private Delivery delivery(
      ObjectNode envelope, String attributesAt, String dataAt, List<Invalid.Field> errors) {
    for (var name : List.of("specversion", "id", "source", "type")) {
      if (!envelope.path(name).isTextual() || envelope.path(name).textValue().isEmpty()) {
        errors.add(new Invalid.Field(attributesAt + name, "is required"));
      }
    }
    var version = envelope.path("specversion");
    if (version.isTextual() && !version.textValue().equals("1.0")) {
      errors.add(new Invalid.Field(attributesAt + "specversion", "must be 1.0"));
    }
    var report = report(envelope, dataAt, errors);
    var identity = envelope.path("source").asText() + "\n" + envelope.path("id").asText();
    return new Delivery(Canonical.sha256Hex(identity.getBytes(StandardCharsets.UTF_8)), report);
  }

  private SecurityEventReport report(ObjectNode envelope, String at, List<Invalid.Field> errors) {
    var data = data(envelope, at, errors);
    if (data.has("class_uid")) {
      return bodies.bind(Ocsf.report(data, envelope), SecurityEventReport.class, at, errors);
    }
    if (data.has("eventType")) {
      return bodies.bind(ours((ObjectNode) data, envelope), SecurityEventReport.class, at, errors);
    }
    errors.add(
        new Invalid.Field(
            at, "is neither a security event of ours (eventType) nor an OCSF class (class_uid)"));
    return null;
  }

  private JsonNode data(ObjectNode envelope, String at, List<Invalid.Field> errors) {
    if (envelope.path("data_base64").isTextual()) {
      try {
        return mapper.readTree(
            Base64.getDecoder().decode(envelope.path("data_base64").textValue()));
      } catch (IllegalArgumentException | JsonProcessingException e) {
        errors.add(new Invalid.Field(at + "_base64", "is not JSON in base64"));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return envelope.path("data");
  }

  /// Our own event, with what the envelope knows and without what we do not.
  private static ObjectNode ours(ObjectNode data, ObjectNode envelope) {
    var known =
        Arrays.stream(SecurityEventReport.class.getRecordComponents())
            .map(c -> c.getName())
            .collect(Collectors.toSet());
    var report = data.deepCopy().retain(known);
    if (!report.has("source")) {
      report.set("source", envelope.path("source"));
    }
    if (!report.has("occurredAt") && envelope.has("time")) {
      report.set("occurredAt", envelope.get("time"));
    }
    return report;
  }
}
