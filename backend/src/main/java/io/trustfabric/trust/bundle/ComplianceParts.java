package io.trustfabric.trust.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.compliance.catalogs.ComplianceControl;
import io.trustfabric.compliance.catalogs.ComplianceScope;
import io.trustfabric.compliance.coverage.ApplicabilityStatement;
import io.trustfabric.compliance.coverage.CoveredPeriod;
import io.trustfabric.compliance.coverage.Standings;
import io.trustfabric.compliance.evidence.ComplianceEvidence;
import io.trustfabric.compliance.evidence.EvidenceFile;
import io.trustfabric.compliance.evidence.EvidenceRevision;
import io.trustfabric.compliance.evidence.EvidenceRevisionView;
import io.trustfabric.compliance.evidence.RevisionContent;
import io.trustfabric.compliance.oscal.OscalCatalog;
import io.trustfabric.compliance.oscal.OscalPlan;
import io.trustfabric.compliance.oscal.OscalResults;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.RecordType;
import io.trustfabric.record.TrustRecord;
import io.trustfabric.trust.score.Scores;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What a bundle says about a framework and a period, and which records that rests on.
@ApplicationScoped
public class ComplianceParts {

  /// So many revisions are read at once.
  private static final int MOST_REVISIONS = 4_000;

  /// How many of the evidence the coverage's sample draws.
  private static final int SAMPLE = 25;

  private static final BundlePlaces PLACES = new BundlePlaces();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Catalogs catalogs;
  private final Standings standings;
  private final CoveredPeriod periods;
  private final OscalResults results;
  private final Scores scores;
  private final ObjectMapper mapper;

  ComplianceParts(
      Catalogs catalogs,
      Standings standings,
      CoveredPeriod periods,
      OscalResults results,
      Scores scores,
      ObjectMapper mapper) {
    this.catalogs = catalogs;
    this.standings = standings;
    this.periods = periods;
    this.results = results;
    this.scores = scores;
    this.mapper = mapper;
  }

  /// Adds all of them.
  ///
  /// @return the records concerned, each once
  /// @throws Conflict when there is more evidence than one bundle takes
  Set<ConcernedRecord> addTo(BundleParts parts, BundleQuery.Asked asked) throws SQLException {
    var concerned = new LinkedHashSet<ConcernedRecord>();
    documents(parts, asked);
    said(asked).forEach(record -> concerned.add(of(record)));
    for (var revision : evidence(asked)) {
      concerned.add(
          new ConcernedRecord(RecordType.of(ComplianceEvidence.class), revision.evidenceId));
      concerned.add(of(revision));
      evidence(parts, revision, concerned);
    }
    return concerned;
  }

  private void documents(BundleParts parts, BundleQuery.Asked asked) throws SQLException {
    var catalog = catalogs.of(asked.framework());
    var standing = standings.at(asked.end(), List.of(asked.framework()));
    json(parts, BundlePlaces.CATALOG, OscalCatalog.of(catalog));
    json(
        parts,
        BundlePlaces.PLAN,
        OscalPlan.of(catalog, ComplianceScope.of(catalog), standing, PLACES));
    json(parts, BundlePlaces.RESULTS, results.of(catalog, asked.end(), standing, PLACES));
    parts.add(BundlePlaces.STATEMENT, ApplicabilityStatement.of(standing, asked.end()));
    json(
        parts,
        BundlePlaces.COVERAGE,
        periods.of(asked.framework(), asked.from(), asked.to(), RANDOM.nextInt(1 << 30), SAMPLE));
    json(parts, BundlePlaces.SCORE, scores.at(asked.end()));
  }

  /// What the organisation says of the framework and its controls, as far as anything is stored.
  private List<TrustRecord> said(BundleQuery.Asked asked) {
    var scope = ComplianceScope.of(catalogs.of(asked.framework()));
    var controls =
        ComplianceControl.all().values().stream()
            .filter(control -> control.framework == asked.framework())
            .map(TrustRecord.class::cast);
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(scope), controls)
        .filter(record -> record.version != null)
        .toList();
  }

  private List<EvidenceRevision> evidence(BundleQuery.Asked asked) {
    var evidence = standings.counting(asked.framework(), asked.from(), asked.to());
    if (evidence.size() > MOST_REVISIONS) {
      throw new Conflict(
          "There are %d pieces of evidence; one bundle takes %d. Ask for a shorter period."
              .formatted(evidence.size(), MOST_REVISIONS));
    }
    return evidence;
  }

  private void evidence(
      BundleParts parts, EvidenceRevision revision, Set<ConcernedRecord> concerned)
      throws SQLException {
    var content = RevisionContent.of(revision);
    parts.add(BundlePlaces.content(revision.evidenceId, revision.number), revision.content);
    json(
        parts,
        BundlePlaces.approval(revision.evidenceId, revision.number),
        EvidenceRevisionView.of(revision));
    content.get("files").forEach(file -> upload(parts, revision.evidenceId, file, concerned));
    for (var link : content.get("links")) {
      concerned.add(
          new ConcernedRecord(
              link.get("recordType").textValue(),
              UUID.fromString(link.get("recordId").textValue())));
    }
  }

  private static void upload(
      BundleParts parts, UUID evidenceId, JsonNode file, Set<ConcernedRecord> concerned) {
    var id = UUID.fromString(file.get("id").textValue());
    var path = BundlePlaces.upload(evidenceId, id, file.get("name").textValue());
    if (concerned.add(new ConcernedRecord(RecordType.of(EvidenceFile.class), id))) {
      parts.add(
          new BundleParts.Upload(
              path,
              id,
              file.get("mediaType").textValue(),
              file.get("sizeBytes").longValue(),
              file.get("sha256").textValue()));
    }
  }

  private void json(BundleParts parts, String path, Object value) throws SQLException {
    parts.add(path, out -> mapper.writerWithDefaultPrettyPrinter().writeValue(out, value));
  }

  private static ConcernedRecord of(TrustRecord record) {
    return new ConcernedRecord(RecordType.of(record.getClass()), record.id);
  }
}
