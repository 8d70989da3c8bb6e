package io.trustfabric.trust.gate;

import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.compliance.coverage.Standing;
import io.trustfabric.compliance.coverage.Standings;
import io.trustfabric.compliance.evidence.EvidenceRevision;
import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Each required control is covered by evidence that is approved and in date.
@ApplicationScoped
class EvidenceRule implements ReleaseRule {

  private final Standings standings;
  private final Catalogs catalogs;

  EvidenceRule(Standings standings, Catalogs catalogs) {
    this.standings = standings;
    this.catalogs = catalogs;
  }

  @Override
  public GateRule rule() {
    return GateRule.EVIDENCE;
  }

  @Override
  public List<GateFinding> judge(Candidate candidate) {
    var keys = candidate.policy().controls;
    var frameworks =
        new TreeSet<>(keys.stream().map(this::control).map(CatalogControl::framework).toList());
    var required =
        standings.at(candidate.at(), frameworks).stream()
            .filter(standing -> keys.contains(standing.control().key()));
    return required.map(EvidenceRule::judge).toList();
  }

  private static GateFinding judge(Standing standing) {
    var covering = standing.covering();
    return ReleaseRule.found(
        standing.control().key(),
        !covering.isEmpty(),
        covering.isEmpty()
            ? "is not covered by approved evidence in date"
            : "is covered by approved evidence in date",
        Map.of(
            "covering",
            covering.size(),
            "contentSha256",
            covering.stream().map(revision -> revision.contentSha256).toList()),
        covering.stream().map(EvidenceRule::link).toList());
  }

  private static GateLink link(EvidenceRevision revision) {
    return GateLink.of("compliance_evidence", revision.evidenceId, "/api/compliance/evidence");
  }

  private CatalogControl control(String key) {
    return catalogs.control(key).orElseThrow();
  }
}
