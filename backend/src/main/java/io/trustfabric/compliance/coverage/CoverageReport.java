package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.Framework;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How much of the frameworks is covered.
///
/// @param asOf the moment it is about; one ahead of now says what will be left if nothing happens
///   until then
/// @param period days without cover, where a period was asked for
@Schema(
    examples =
        """
        {"asOf": "2026-02-02T00:00:00Z", "frameworks": [{"framework": "gdpr", "applicable": 39, "covered": 1,
          "byRationale": 0, "notApplicable": 0, "outOfScope": 0, "ratio": 0.0256,
          "categories": [{"category": "principles", "applicable": 7, "covered": 1, "ratio": 0.1428}],
          "uncovered": ["Art.6"], "lapsing": []}], "period": null}
        """)
public record CoverageReport(
    Instant asOf,
    List<FrameworkCoverage> frameworks,
    @Schema(nullable = true) PeriodCoverage period) {

  /// One framework.
  ///
  /// @param applicable controls in scope that apply
  /// @param covered those of them that approved evidence in date names
  /// @param byRationale those of them that only a written rationale covers
  /// @param ratio covered / applicable, four digits, rounded down; null where none applies
  /// @param uncovered the other ones
  /// @param lapsing evidence that counts now and no longer at asOf
  public record FrameworkCoverage(
      Framework framework,
      Integer applicable,
      Integer covered,
      Integer byRationale,
      Integer notApplicable,
      Integer outOfScope,
      @Schema(nullable = true) BigDecimal ratio,
      List<CategoryCoverage> categories,
      List<String> uncovered,
      List<LapsingEvidence> lapsing) {}

  /// One category in scope.
  public record CategoryCoverage(
      String category,
      Integer applicable,
      Integer covered,
      @Schema(nullable = true) BigDecimal ratio) {}

  /// Evidence that will have run out.
  ///
  /// @param controlIds the framework's controls it names
  /// @param uncovers those of them that nothing else covers then
  public record LapsingEvidence(
      UUID evidenceId,
      Long revision,
      Instant endsAt,
      List<String> controlIds,
      List<String> uncovers) {}

  /// One framework over a period, for a Type II report.
  ///
  /// @param days UTC days that the period touches
  /// @param controls the applicable ones, in the framework's order
  public record PeriodCoverage(
      Framework framework,
      Instant from,
      Instant to,
      Integer days,
      List<ControlDays> controls,
      EvidencePopulation population,
      EvidenceSample sample) {}

  /// One control over a period.
  ///
  /// @param uncoveredDays days on which it was uncovered at some moment
  /// @param gaps when exactly
  public record ControlDays(
      String controlId, String category, Integer uncoveredDays, List<CoverageGap> gaps) {}

  /// A stretch without cover: `from <= t < to`.
  public record CoverageGap(Instant from, Instant to) {}

  /// All revisions that counted for the framework at some moment of the period.
  ///
  /// @param sha256 over their lines `evidenceId:revision`, in the order of their bytes, each with a
  ///   line feed
  /// @param items at most 1,000 of them, in that order
  public record EvidencePopulation(Integer count, String sha256, List<PopulationMember> items) {}

  /// A revision of evidence that counted.
  public record PopulationMember(
      UUID evidenceId,
      Long revision,
      List<String> controlIds,
      Instant countedFrom,
      @Schema(nullable = true) Instant countedTo) {}

  /// Some of the population, drawn so that anybody draws the same again: those with the smallest
  /// SHA-256 of `seed:evidenceId:revision`.
  public record EvidenceSample(Long seed, Integer size, List<PopulationMember> items) {}
}
