package io.trustfabric.chaosrun.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.chaosrun.experiments.Trial;
import io.trustfabric.chaosrun.load.Samples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;

/// What was seen of an experiment, as the API takes it.
///
/// @param injectedAt null when the fault never happened
/// @param clearedAt null when it was never gone
/// @param recoveredAt null when the product was not seen to be well again
public record Observations(
    Instant startedAt,
    Instant injectedAt,
    Instant clearedAt,
    Instant recoveredAt,
    Instant endedAt,
    Samples samples) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What was answered before the fault.
  public Samples before() {
    var until = injectedAt == null ? endedAt : injectedAt;
    return samples.between(startedAt, until).answered(false, until);
  }

  /// What was due while the fault was there, and what it found under way.
  public Samples during() {
    return injectedAt == null
        ? new Samples(List.of())
        : samples
            .between(startedAt, clearedAt == null ? endedAt : clearedAt)
            .answered(true, injectedAt);
  }

  public Samples after() {
    return recoveredAt == null ? new Samples(List.of()) : samples.between(recoveredAt, endedAt);
  }

  /// @param trial what was done and read
  public ObjectNode json(Trial trial) {
    var body = JSON.createObjectNode();
    time(body, "faultInjectedAt", injectedAt);
    time(body, "faultClearedAt", injectedAt == null ? null : clearedAt);
    time(body, "recoveredAt", injectedAt == null || clearedAt == null ? null : recoveredAt);
    figures(body, "Before", before());
    figures(body, "During", during());
    figures(body, "After", after());
    var measurements = body.putArray("measurements");
    for (var reading : trial.readings()) {
      measurements
          .addObject()
          .put("probe", reading.claim())
          .put("phase", reading.phase())
          .put("at", reading.at().toString())
          .put("value", reading.value());
    }
    var activities = body.putArray("activities");
    for (var done : trial.done()) {
      activities
          .addObject()
          .put("name", done.name())
          .put("role", done.role())
          .put("end", done.succeeded() ? "succeeded" : "failed")
          .put("startedAt", done.from().toString())
          .put("endedAt", done.to().toString());
    }
    body.set("failurePoints", JSON.valueToTree(trial.failurePoints()));
    if (!trial.notes().isEmpty()) {
      body.put("lessonsLearned", String.join("\n", trial.notes()));
    }
    return body;
  }

  private static void figures(ObjectNode body, String window, Samples samples) {
    if (!samples.byTime().isEmpty()) {
      body.put("errorRate" + window, rounded(samples.errorRate()));
      body.put("latencyP95" + window, rounded(samples.p95Millis()));
    }
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
  }

  private static void time(ObjectNode body, String name, Instant at) {
    if (at != null) {
      body.put(name, at.toString());
    }
  }
}
