package io.trustfabric.security.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trustfabric.record.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentClockTest {

  private static final Instant T = Instant.parse("2026-01-31T10:00:00Z");

  @Test
  void each_figure_is_the_difference_it_is_named_for() {
    var clock = clock(0, 10, 15, 40, 70, 100);
    assertThat(clock.timeToDetect()).isEqualTo(Duration.ofMinutes(10));
    assertThat(clock.timeToAcknowledge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(clock.timeToMitigate()).isEqualTo(Duration.ofMinutes(30));
    assertThat(clock.timeToResolve()).isEqualTo(Duration.ofMinutes(60));
    assertThat(clock.duration()).isEqualTo(Duration.ofMinutes(70));
  }

  @Test
  void a_figure_whose_time_is_missing_is_none_and_not_zero() {
    var clock = clock(null, 10, null, null, 70, null);
    assertThat(clock.timeToDetect()).isNull();
    assertThat(clock.timeToAcknowledge()).isNull();
    assertThat(clock.timeToMitigate()).isNull();
    assertThat(clock.timeToResolve()).isEqualTo(Duration.ofMinutes(60));
    assertThat(clock.duration()).isNull();
  }

  @Test
  void a_step_cannot_be_taken_before_the_one_before_it() {
    var clock = clock(0, 10, 15, null, null, null);
    assertThat(pointers(() -> clock.reached(IncidentStatus.RESOLVED, at(14))))
        .containsExactly("/at");
    assertThat(clock.reached(IncidentStatus.RESOLVED, at(15)).resolvedAt()).isEqualTo(at(15));
    assertThat(
            pointers(() -> clock.reached(IncidentStatus.RESOLVED, Instant.now().plusSeconds(60))))
        .containsExactly("/at");
  }

  @Test
  void reopening_empties_the_later_times_and_goes_on() {
    assertThat(clock(0, 10, 15, 40, 70, null).reopened(at(80)))
        .isEqualTo(clock(0, 10, 15, null, null, null));
    assertThat(clock(0, 10, null, 40, null, null).reopened(at(80)))
        .isEqualTo(clock(0, 10, 80, null, null, null));
  }

  @Test
  void every_time_that_runs_backwards_is_named() {
    assertThat(pointers(() -> clock(20, 10, 5, null, 4, null).check(IncidentStatus.RESOLVED)))
        .containsExactly("/detectedAt", "/acknowledgedAt", "/resolvedAt");
  }

  @Test
  void a_time_needs_its_step_and_a_status_its_time() {
    assertThat(pointers(() -> clock(0, 10, 15, 20, null, null).check(IncidentStatus.ACKNOWLEDGED)))
        .containsExactly("/mitigatedAt");
    assertThat(
            pointers(() -> clock(0, null, null, null, null, null).check(IncidentStatus.DETECTED)))
        .containsExactly("/detectedAt");
    assertThat(pointers(() -> clock(0, 10, 15, 20, null, 90).check(IncidentStatus.CLOSED)))
        .containsExactly("/resolvedAt");
    clock(null, 10, null, null, 20, null).check(IncidentStatus.RESOLVED);
  }

  private static List<String> pointers(Runnable act) {
    var invalid = catchThrowableOfType(Invalid.class, act::run);
    assertThat(invalid).isNotNull();
    return invalid.fields().stream().map(Invalid.Field::pointer).toList();
  }

  private static IncidentClock clock(
      Integer started,
      Integer detected,
      Integer acknowledged,
      Integer mitigated,
      Integer resolved,
      Integer closed) {
    return new IncidentClock(
        at(started), at(detected), at(acknowledged), at(mitigated), at(resolved), at(closed));
  }

  private static Instant at(Integer minutes) {
    return minutes == null ? null : T.plus(Duration.ofMinutes(minutes));
  }
}
