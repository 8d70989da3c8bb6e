package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.compliance.coverage.CoverageReport.ControlDays;
import io.trustfabric.compliance.coverage.CoverageReport.CoverageGap;
import io.trustfabric.compliance.coverage.CoverageReport.EvidencePopulation;
import io.trustfabric.compliance.coverage.CoverageReport.EvidenceSample;
import io.trustfabric.compliance.coverage.CoverageReport.PeriodCoverage;
import io.trustfabric.compliance.coverage.CoverageReport.PopulationMember;
import io.trustfabric.compliance.evidence.EvidenceRevision;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Clock;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// What was covered over a period, from the intervals in which evidence was approved and in date.
/// Evidence that was approved later covers nothing before that.
@ApplicationScoped
public class CoveredPeriod {

  private static final int MOST = 1_000;

  private final Standings standings;

  CoveredPeriod(Standings standings) {
    this.standings = standings;
  }

  /// @param seed from which the sample is drawn
  /// @param size of the sample, where there are as many
  public PeriodCoverage of(Framework framework, Instant from, Instant to, long seed, int size) {
    var revisions = standings.counting(from, to);
    var byControl = Standings.byControl(revisions);
    var controls =
        standings.at(Clock.now(), List.of(framework)).stream()
            .filter(Standing::applies)
            .map(Standing::control)
            .map(
                c -> {
                  var gaps = gaps(byControl.getOrDefault(c.key(), List.of()), from, to);
                  return new ControlDays(c.id(), c.category(), days(gaps), gaps);
                })
            .toList();
    var population =
        revisions.stream()
            .filter(r -> !Coverage.idsOf(framework, r).isEmpty())
            .map(r -> member(framework, r))
            .sorted(Comparator.comparing(CoveredPeriod::line))
            .toList();
    return new PeriodCoverage(
        framework,
        from,
        to,
        days(List.of(new CoverageGap(from, to))),
        controls,
        population(population),
        sample(population, seed, size));
  }

  /// What is left of a period when the times in which the revisions counted are taken away.
  static List<CoverageGap> gaps(List<EvidenceRevision> revisions, Instant from, Instant to) {
    return left(
        revisions.stream()
            .map(r -> new CoverageGap(r.countsFrom(), r.countsTo() == null ? to : r.countsTo()))
            .toList(),
        from,
        to);
  }

  /// What is left of a period without these stretches.
  static List<CoverageGap> left(List<CoverageGap> covered, Instant from, Instant to) {
    var gaps = new ArrayList<CoverageGap>();
    var at = from;
    for (var stretch : covered.stream().sorted(Comparator.comparing(CoverageGap::from)).toList()) {
      if (stretch.from().isAfter(at) && at.isBefore(to)) {
        gaps.add(new CoverageGap(at, stretch.from().isBefore(to) ? stretch.from() : to));
      }
      at = stretch.to().isAfter(at) ? stretch.to() : at;
    }
    if (at.isBefore(to)) {
      gaps.add(new CoverageGap(at, to));
    }
    return gaps;
  }

  /// How many UTC days some of the stretches touch.
  static int days(List<CoverageGap> stretches) {
    var days = new TreeSet<Instant>();
    for (var stretch : stretches) {
      for (var day = stretch.from().truncatedTo(ChronoUnit.DAYS);
          day.isBefore(stretch.to());
          day = day.plus(Duration.ofDays(1))) {
        days.add(day);
      }
    }
    return days.size();
  }

  private static PopulationMember member(Framework framework, EvidenceRevision revision) {
    return new PopulationMember(
        revision.evidenceId,
        revision.number,
        Coverage.idsOf(framework, revision),
        revision.countsFrom(),
        revision.countsTo());
  }

  private static EvidencePopulation population(List<PopulationMember> members) {
    var lines = new StringBuilder();
    members.forEach(member -> lines.append(line(member)).append('\n'));
    return new EvidencePopulation(
        members.size(),
        sha256(lines.toString()),
        members.subList(0, Math.min(MOST, members.size())));
  }

  private static EvidenceSample sample(List<PopulationMember> members, long seed, int size) {
    var drawn =
        members.stream()
            .sorted(Comparator.comparing(member -> sha256(seed + ":" + line(member))))
            .limit(size)
            .toList();
    return new EvidenceSample(seed, drawn.size(), drawn);
  }

  private static String line(PopulationMember member) {
    return member.evidenceId() + ":" + member.revision();
  }

  private static String sha256(String text) {
    return Canonical.sha256Hex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
