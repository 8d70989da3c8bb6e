package io.trustfabric.security.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads many reports from one body as it comes in; names every bad one and refuses them all
/// together.
@ApplicationScoped
public class SecurityEventBatch {

  static final String NDJSON = "application/x-ndjson";
  static final int MOST = 10_000;

  /// So many bad fields are named; whoever has more has a systematic fault.
  private static final int MOST_ERRORS = 1_000;

  private final ObjectMapper mapper;

  /// Reads one element of an array, where what follows is the next one.
  private final ObjectReader elements;

  private final Bodies bodies;
  private final CloudEvents cloudEvents;

  SecurityEventBatch(ObjectMapper mapper, Bodies bodies, CloudEvents cloudEvents) {
    this.mapper = mapper;
    this.elements = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.bodies = bodies;
    this.cloudEvents = cloudEvents;
  }

  /// Reports from a JSON array, or from lines of JSON.
  ///
  /// @throws Invalid naming every bad field with its index, and its line where the body has lines
  List<SecurityEventReport> read(InputStream body, MediaType type) {
    var errors = new ArrayList<Invalid.Field>();
    var reports = new ArrayList<SecurityEventReport>();
    try {
      if (type != null && type.getSubtype().equals("x-ndjson")) {
        readLines(body, reports, errors);
      } else {
        readArray(
            body,
            errors,
            (node, at) -> reports.add(bodies.bind(node, SecurityEventReport.class, at, errors)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checked(reports, errors);
  }

  /// Deliveries in structured, batched or binary mode.
  List<CloudEvents.Delivery> readCloudEvents(InputStream body, HttpHeaders headers) {
    var errors = new ArrayList<Invalid.Field>();
    var deliveries = new ArrayList<CloudEvents.Delivery>();
    try {
      if (CloudEvents.isBatched(headers)) {
        readArray(
            body, errors, (node, at) -> deliveries.add(cloudEvents.structured(node, at, errors)));
      } else if (CloudEvents.isStructured(headers)) {
        deliveries.add(cloudEvents.structured(bodies.tree(body), "", errors));
      } else {
        deliveries.add(cloudEvents.binary(headers, bodies.tree(body), errors));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checked(deliveries, errors);
  }

  private interface Element {
    void read(JsonNode node, String pointer);
  }

  private void readArray(InputStream body, List<Invalid.Field> errors, Element element)
      throws IOException {
    try (var parser = mapper.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw Invalid.field("", "must be a JSON array");
      }
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        limit(i + 1);
        if (errors.size() < MOST_ERRORS) {
          element.read(elements.readTree(parser), "/" + i);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw Invalid.field("", "has something after the array");
      }
    } catch (JsonProcessingException e) {
      throw Invalid.field("", Bodies.notJson(e));
    }
  }

  private void readLines(
      InputStream body, List<SecurityEventReport> reports, List<Invalid.Field> errors)
      throws IOException {
    var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    var number = 0;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank() || errors.size() >= MOST_ERRORS) {
        continue;
      }
      var index = reports.size();
      limit(index + 1);
      var found = new ArrayList<Invalid.Field>();
      try {
        reports.add(
            bodies.bind(mapper.readTree(line), SecurityEventReport.class, "/" + index, found));
      } catch (JsonProcessingException e) {
        reports.add(null);
        found.add(new Invalid.Field("/" + index, "is not valid JSON"));
      }
      for (var field : found) {
        errors.add(new Invalid.Field(field.pointer(), field.message(), number));
      }
    }
  }

  private static void limit(int count) {
    if (count > MOST) {
      throw Refusal.of(
          Problem.Kind.TOO_LARGE, "At most %d events are taken at once.".formatted(MOST));
    }
  }

  private static <T> List<T> checked(List<T> read, List<Invalid.Field> errors) {
    if (!errors.isEmpty()) {
      throw new Invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    }
    if (read.isEmpty()) {
      throw Invalid.field("", "must hold at least one event");
    }
    return read;
  }
}
