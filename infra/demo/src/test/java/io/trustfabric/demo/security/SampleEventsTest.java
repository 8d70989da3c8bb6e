package io.trustfabric.demo.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleEventsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final List<ObjectNode> events =
      new SampleEvents(new Random(7)).past(200, NOW, Duration.ofHours(24));

  @Test
  void everyEventIsACloudEvent() {
    for (var event : events) {
      assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
      assertThat(event.get("source").textValue()).startsWith("/");
      assertThat(event.get("type").textValue()).isNotBlank();
      assertThat(event.get("data").isObject()).isTrue();
    }
    assertThat(events.stream().map(event -> event.get("id")).distinct()).hasSize(200);
  }

  @Test
  void timesLieWithinTheDayOldestFirst() {
    var times = events.stream().map(event -> Instant.parse(event.get("time").textValue())).toList();

    assertThat(times).isSorted();
    assertThat(times).allMatch(time -> time.isBefore(NOW));
    assertThat(times).allMatch(time -> time.isAfter(NOW.minus(Duration.ofHours(24))));
  }

  @Test
  void theDataTellsTheSameTimeAsTheEnvelope() {
    for (var event : events) {
      var data = event.get("data");
      var time = Instant.parse(event.get("time").textValue());
      if (data.has("class_uid")) {
        assertThat(data.get("time").longValue()).isEqualTo(time.toEpochMilli());
      } else {
        assertThat(Instant.parse(data.get("occurredAt").textValue())).isEqualTo(time);
      }
    }
  }

  @Test
  void noPlaceholderIsLeft() {
    assertThat(events.toString()).doesNotContain("{{");
  }

  @Test
  void severitiesAndKindsVaryAndSomeFindingsComeAgain() {
    assertThat(events.stream().map(event -> event.at("/data/severity_id").asInt()).distinct())
        .contains(2, 3, 4, 5);
    assertThat(events.stream().map(event -> event.get("type")).distinct()).hasSizeGreaterThan(8);
    var fingerprints =
        events.stream()
            .map(event -> event.at("/data/finding_info/uid").asText())
            .filter(uid -> !uid.isEmpty())
            .toList();
    assertThat(fingerprints.stream().distinct().count()).isLessThan(fingerprints.size());
  }

  @Test
  void anOcsfTypeIsItsClassAndActivity() {
    for (var event : events) {
      var data = event.get("data");
      if (data.has("class_uid")) {
        assertThat(data.get("type_uid").intValue())
            .isEqualTo(data.get("class_uid").intValue() * 100 + data.get("activity_id").intValue());
        assertThat(data.get("category_uid").intValue())
            .isEqualTo(data.get("class_uid").intValue() / 1000);
      }
    }
  }
}
