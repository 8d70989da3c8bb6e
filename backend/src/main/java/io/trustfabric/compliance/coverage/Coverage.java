package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.compliance.coverage.CoverageReport.CategoryCoverage;
import io.trustfabric.compliance.coverage.CoverageReport.FrameworkCoverage;
import io.trustfabric.compliance.coverage.CoverageReport.LapsingEvidence;
import io.trustfabric.compliance.evidence.EvidenceRevision;
import io.trustfabric.record.Clock;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/// Counts what is covered. Covered is a control that applies and that evidence names which is
/// approved and in date at that moment; a mapping to a control of another framework covers nothing.
@ApplicationScoped
public class Coverage {

  private final Standings standings;

  Coverage(Standings standings) {
    this.standings = standings;
  }

  /// @param at a moment; one ahead of now counts as if nothing happened until then
  List<FrameworkCoverage> at(Instant at, Collection<Framework> frameworks) {
    var all = standings.at(at, frameworks);
    var ending = ending(at);
    return frameworks.stream()
        .map(
            framework ->
                framework(
                    framework,
                    all.stream().filter(s -> s.control().framework() == framework).toList(),
                    ending))
        .toList();
  }

  /// What counts now and will not then.
  private List<EvidenceRevision> ending(Instant at) {
    var now = Clock.now();
    return at.isAfter(now)
        ? standings.counting(now, now.plusNanos(1_000)).stream()
            .filter(r -> r.countsTo() != null && !r.countsTo().isAfter(at))
            .toList()
        : List.of();
  }

  private FrameworkCoverage framework(
      Framework framework, List<Standing> standings, List<EvidenceRevision> ending) {
    var applicable = standings.stream().filter(Standing::applies).toList();
    var uncovered =
        applicable.stream()
            .filter(s -> s.is(ControlState.UNCOVERED))
            .map(s -> s.control().id())
            .toList();
    var covered = applicable.size() - uncovered.size();
    return new FrameworkCoverage(
        framework,
        applicable.size(),
        covered,
        count(applicable, Standing::byRationale),
        count(standings, s -> s.is(ControlState.NOT_APPLICABLE)),
        count(standings, s -> s.is(ControlState.OUT_OF_SCOPE)),
        ratio(covered, applicable.size()),
        categories(framework, applicable),
        uncovered,
        ending.stream()
            .map(revision -> lapsing(framework, revision, uncovered))
            .filter(Objects::nonNull)
            .toList());
  }

  private List<CategoryCoverage> categories(Framework framework, List<Standing> applicable) {
    return standings.catalog(framework).categoryIds().stream()
        .map(
            category -> {
              var of =
                  applicable.stream().filter(s -> s.control().category().equals(category)).toList();
              var covered = count(of, s -> s.is(ControlState.COVERED));
              return new CategoryCoverage(category, of.size(), covered, ratio(covered, of.size()));
            })
        .filter(category -> category.applicable() > 0)
        .toList();
  }

  private static LapsingEvidence lapsing(
      Framework framework, EvidenceRevision revision, List<String> uncovered) {
    var ids = idsOf(framework, revision);
    return ids.isEmpty()
        ? null
        : new LapsingEvidence(
            revision.evidenceId,
            revision.number,
            revision.countsTo(),
            ids,
            ids.stream().filter(uncovered::contains).toList());
  }

  /// The ids of a framework's controls that a revision names.
  static List<String> idsOf(Framework framework, EvidenceRevision revision) {
    var prefix = framework.stored() + "/";
    return revision.controls.stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  private static int count(List<Standing> standings, Predicate<Standing> which) {
    return (int) standings.stream().filter(which).count();
  }

  /// Rounded down, so that nothing is complete that is not.
  private static BigDecimal ratio(int covered, int applicable) {
    return applicable == 0
        ? null
        : BigDecimal.valueOf(covered).divide(BigDecimal.valueOf(applicable), 4, RoundingMode.DOWN);
  }
}
