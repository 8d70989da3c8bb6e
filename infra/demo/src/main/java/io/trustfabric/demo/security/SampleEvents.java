package io.trustfabric.demo.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.local.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Makes CloudEvents out of the samples: security events as the systems around an AI accountant
/// send them, most as OCSF classes, some in our own words. People, addresses and clients are drawn
/// at random; some findings carry a fingerprint, so the same one comes again.
final class SampleEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RandomGenerator random;
  private final List<JsonNode> drawnByWeight;
  private final JsonNode values;

  SampleEvents(RandomGenerator random) {
    this.random = random;
    var document = samples();
    this.values = document.get("values");
    this.drawnByWeight =
        document
            .get("samples")
            .valueStream()
            .flatMap(s -> Stream.generate(() -> s).limit(s.get("weight").intValue()))
            .toList();
  }

  /// Events at random times within `span` before `now`, oldest first.
  List<ObjectNode> past(int count, Instant now, Duration span) {
    return Stream.generate(() -> now.minusMillis(random.nextLong(span.toMillis())))
        .limit(count)
        .sorted()
        .map(this::at)
        .toList();
  }

  /// One event that happened at this time.
  ObjectNode at(Instant moment) {
    var time = moment.truncatedTo(ChronoUnit.MILLIS);
    var sample = drawnByWeight.get(random.nextInt(drawnByWeight.size()));
    var data = (ObjectNode) Template.fill(sample.get("data"), drawn());
    if (data.has("class_uid")) {
      data.put("time", time.toEpochMilli());
    } else {
      data.put("occurredAt", time.toString());
    }
    var event = JSON.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", UUID.randomUUID().toString());
    event.put("source", sample.get("source").textValue());
    event.put("type", sample.get("type").textValue());
    event.put("time", time.toString());
    event.put("datacontenttype", "application/json");
    event.set("data", data);
    return event;
  }

  private Map<String, String> drawn() {
    Map<String, String> drawn = new HashMap<>();
    values
        .properties()
        .forEach(
            entry -> {
              var choices = entry.getValue();
              drawn.put(entry.getKey(), choices.get(random.nextInt(choices.size())).textValue());
            });
    drawn.put("uid", UUID.randomUUID().toString());
    return drawn;
  }

  private static JsonNode samples() {
    try (var in = SampleEvents.class.getResourceAsStream("/demo/samples.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
