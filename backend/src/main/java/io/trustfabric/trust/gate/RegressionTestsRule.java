package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import io.trustfabric.quality.regression.NewestRuns;
import io.trustfabric.quality.regression.NewestRuns.NewestRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The newest run of each required suite is whole: nothing fails, no fewer tests ran than in the
/// run before, and none of those was skipped.
@ApplicationScoped
class RegressionTestsRule implements ReleaseRule {

  private final NewestRuns runs;

  RegressionTestsRule(NewestRuns runs) {
    this.runs = runs;
  }

  @Override
  public GateRule rule() {
    return GateRule.REGRESSION_TESTS;
  }

  @Override
  public List<GateFinding> judge(Candidate candidate) {
    return candidate.policy().suites.stream()
        .map(
            suite ->
                runs.of(suite, candidate.version().id)
                    .map(run -> judge(suite, run))
                    .orElseGet(() -> ReleaseRule.unknown(suite, "never ran")))
        .toList();
  }

  private static GateFinding judge(String suite, NewestRun run) {
    if (run.tests() == 0) {
      return ReleaseRule.unknown(suite, "has no test that ran in its newest run", link(run));
    }
    var whole = run.newlySkipped() == 0 && run.tests() >= run.testsBefore();
    return ReleaseRule.found(
        suite,
        run.failing() == 0 && whole,
        "has %d tests that ran (%d before), %d failing, %d newly skipped"
            .formatted(run.tests(), run.testsBefore(), run.failing(), run.newlySkipped()),
        figures(run),
        List.of(link(run)));
  }

  private static Map<String, Object> figures(NewestRun run) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("runId", run.runId());
    figures.put("at", run.at().toString());
    figures.put("tests", run.tests());
    figures.put("failing", run.failing());
    figures.put("failingTests", run.failingTests());
    figures.put("newlySkipped", run.newlySkipped());
    if (run.runBefore() != null) {
      figures.put("runBefore", run.runBefore());
    }
    figures.put("testsBefore", run.testsBefore());
    return figures;
  }

  private static GateLink link(NewestRun run) {
    return GateLink.of("regression_test_result", run.resultId(), "/api/quality/regression-tests");
  }
}
