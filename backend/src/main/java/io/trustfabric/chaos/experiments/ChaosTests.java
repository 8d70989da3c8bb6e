package io.trustfabric.chaos.experiments;

import io.trustfabric.record.Invalid;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.web.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Keeps experiments, and shows them with what their incidents tell.
@ApplicationScoped
public class ChaosTests {

  /// So many measurements and activities each, in all.
  private static final int MOST = 1_000;

  private static final int MOST_NOTES = 200;

  private final WindowReader windows;
  private final CausedIncidents incidents;

  ChaosTests(WindowReader windows, CausedIncidents incidents) {
    this.windows = windows;
    this.incidents = incidents;
  }

  @Transactional
  ChaosTestResult start(ChaosTestReport report) {
    report.check(windows.templates());
    var test = report.toTest();
    test.persistAndFlush();
    return test;
  }

  /// Keeps what was seen of a running experiment.
  @Transactional
  void observe(ChaosTestResult test, ChaosObservations seen) {
    if (seen.completedAt() != null) {
      throw Invalid.field("/completedAt", "is set where the experiment is completed");
    }
    // What has ended is not observed any more.
    Lifecycle.check(test.status(), ChaosStatus.COMPLETED, null);
    take(test, seen);
    ChaosTestResult.flush();
  }

  /// Ends an experiment that ran to its end; figures that nobody gave are read for it.
  @Transactional
  void complete(ChaosTestResult test, ChaosObservations seen) {
    Lifecycle.check(test.status(), ChaosStatus.COMPLETED, null);
    take(test, seen);
    var clock = test.clock().ended(seen.completedAt(), "/completedAt");
    var figures = windows.complete(test, test.windows(), clock);
    test.observe(test.clock(), figures, List.of(), List.of());
    test.end(ChaosStatus.COMPLETED, clock.completedAt(), "/completedAt", null);
    ChaosTestResult.flush();
  }

  /// Ends an experiment before its end.
  @Transactional
  void move(ChaosTestResult test, ChaosMove move) {
    if (move.status() == ChaosStatus.COMPLETED && test.isRunning()) {
      throw Invalid.field("/status", "completed is reached at /complete, with what was observed");
    }
    test.end(move.status(), move.at(), "/at", move.reason());
    ChaosTestResult.flush();
  }

  @Transactional
  void edit(ChaosTestResult test, ChaosTestEdit edit) {
    if (!Objects.equals(test.incidentId, edit.incidentId())) {
      incidents.check(edit.incidentId(), test.clock().faultInjectedAt());
    }
    edit.applyTo(test);
    ChaosTestResult.flush();
  }

  public ChaosTestView view(ChaosTestResult test) {
    return view(List.of(test)).getFirst();
  }

  Page<ChaosTestView> views(Page<ChaosTestResult> page) {
    return new Page<>(view(page.items()), page.page());
  }

  private List<ChaosTestView> view(List<ChaosTestResult> tests) {
    var caused = tests.stream().map(test -> test.incidentId).filter(Objects::nonNull).toList();
    var detected = incidents.detectedAt(caused);
    return tests.stream()
        .map(
            test ->
                ChaosTestView.of(
                    test, test.incidentId == null ? null : detected.get(test.incidentId)))
        .toList();
  }

  private void take(ChaosTestResult test, ChaosObservations seen) {
    var clock =
        test.clock().observed(seen.faultInjectedAt(), seen.faultClearedAt(), seen.recoveredAt());
    var measured = seen.measured(test.hypothesis());
    atMost(MOST, "/measurements", test.measurements(), measured);
    atMost(MOST, "/activities", test.activities(), seen.activities());
    incidents.check(seen.incidentId(), clock.faultInjectedAt());
    test.observe(clock, once(test.windows(), seen.windows()), measured, seen.activities());
    test.failurePoints = added("/failurePoints", test.failurePoints, seen.failurePoints());
    test.recoveryActions = added("/recoveryActions", test.recoveryActions, seen.recoveryActions());
    if (seen.lessonsLearned() != null) {
      test.lessonsLearned = seen.lessonsLearned();
    }
    if (seen.incidentId() != null) {
      test.incidentId = seen.incidentId();
    }
  }

  /// @throws Invalid when a figure was reported otherwise before
  private static WindowFigures once(WindowFigures known, WindowFigures reported) {
    var fault = known.contradiction(reported);
    if (fault != null) {
      throw Invalid.field("/" + fault, "was reported otherwise already");
    }
    return known.or(reported);
  }

  private static List<String> added(String at, List<String> known, List<String> more) {
    if (more == null || more.isEmpty()) {
      return known;
    }
    atMost(MOST_NOTES, at, known, more);
    var all = new ArrayList<>(known);
    all.addAll(more);
    return all;
  }

  private static void atMost(int most, String at, List<?> known, List<?> more) {
    if (known.size() + more.size() > most) {
      throw Invalid.field(at, "would be more than %,d in all".formatted(most));
    }
  }
}
