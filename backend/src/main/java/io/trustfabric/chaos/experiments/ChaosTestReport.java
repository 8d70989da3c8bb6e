package io.trustfabric.chaos.experiments;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// An experiment that begins.
///
/// @param target what is broken, such as a service or a connector
/// @param startedAt now when not said
/// @param maxDuration an ISO 8601 duration of 1 second to 7 days; an hour when not said. Whoever
///   has not ended the experiment by then has left it, and it is aborted
/// @param maxRecoveryTime how long recovery may take; any time will do when not said
/// @param method names of the activities that are planned; one that is not reported is unknown
/// @param rollbacks names of the rollbacks that are planned; one that is not reported did not work
/// @param errorRateQuery name of a query template by which error rates that are not given are read
/// @param latencyP95Query likewise for latencies
public record ChaosTestReport(
    @NotBlank @Size(max = 300) String name,
    @NotNull ChaosTestType testType,
    @NotBlank @Size(max = 200) String target,
    @NotBlank @Size(max = 100) String environment,
    @NotNull @Valid HypothesisReport hypothesis,
    @PastOrPresent Instant startedAt,
    Duration maxDuration,
    Duration maxRecoveryTime,
    @Size(max = 100) List<@NotBlank @Size(max = 200) String> method,
    @Size(max = 100) List<@NotBlank @Size(max = 200) String> rollbacks,
    @Size(max = 100) String errorRateQuery,
    @Size(max = 100) String latencyP95Query,
    Map<String, Object> metadata) {

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration USUAL = Duration.ofHours(1);

  /// @param templates names of the query templates there are
  /// @throws Invalid naming every field that cannot be
  void check(Set<String> templates) {
    var errors = new ArrayList<Invalid.Field>();
    hypothesis.check(errors);
    duration("/maxDuration", maxDuration, errors);
    duration("/maxRecoveryTime", maxRecoveryTime, errors);
    template("/errorRateQuery", errorRateQuery, templates, errors);
    template("/latencyP95Query", latencyP95Query, templates, errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private static void duration(String at, Duration duration, List<Invalid.Field> errors) {
    if (duration != null
        && (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(LONGEST) > 0)) {
      errors.add(new Invalid.Field(at, "must be from PT1S to P7D"));
    }
  }

  private static void template(
      String at, String name, Set<String> known, List<Invalid.Field> errors) {
    if (name != null && !known.contains(name)) {
      errors.add(
          new Invalid.Field(
              at,
              known.isEmpty()
                  ? "there are no query templates here"
                  : "must be one of " + String.join(", ", new TreeSet<>(known))));
    }
  }

  ChaosTestResult toTest() {
    var test =
        ChaosTestResult.begun(
            ChaosSource.REPORTED,
            Objects.requireNonNullElseGet(startedAt, Clock::now),
            Objects.requireNonNullElse(maxDuration, USUAL),
            hypothesis.toHypothesis());
    test.name = name;
    test.testType = testType;
    test.target = target;
    test.environment = environment;
    test.maxRecoveryMs = maxRecoveryTime == null ? null : maxRecoveryTime.toMillis();
    test.plannedMethod = Objects.requireNonNullElse(method, List.of());
    test.plannedRollbacks = Objects.requireNonNullElse(rollbacks, List.of());
    test.errorRateQuery = errorRateQuery;
    test.latencyP95Query = latencyP95Query;
    if (metadata != null) {
      test.metadata = metadata;
    }
    return test;
  }
}
