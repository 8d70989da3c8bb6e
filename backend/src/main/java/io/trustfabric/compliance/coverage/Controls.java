package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.compliance.coverage.ControlDetail.ServingEvidence;
import io.trustfabric.compliance.evidence.ComplianceEvidence;
import io.trustfabric.record.Clock;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;

/// Finds controls, and the evidence that names them.
@ApplicationScoped
public class Controls {

  private static final String NAMING =
      """
      SELECT * FROM compliance_evidence WHERE controls && CAST(:keys AS text[])
      ORDER BY created_at DESC, id DESC LIMIT 200
      """;

  private static final String IN_HAND =
      """
      SELECT named.control, count(*) FILTER (WHERE status <> 'approved'),
        min(next_review_due_at) FILTER (WHERE status = 'approved')
      FROM compliance_evidence, unnest(controls) AS named(control)
      WHERE status IN ('draft', 'submitted', 'changes_requested', 'approved') GROUP BY named.control
      """;

  private final Catalogs catalogs;
  private final Standings standings;
  private final Session session;

  Controls(Catalogs catalogs, Standings standings, Session session) {
    this.catalogs = catalogs;
    this.standings = standings;
    this.session = session;
  }

  /// @throws Refusal 404 when there is none
  CatalogControl find(String framework, String id) {
    return Framework.named(framework)
        .flatMap(named -> catalogs.control(named, id))
        .orElseThrow(() -> Refusal.notFound("control", framework + "/" + id));
  }

  /// Whether the framework lets nobody leave it out: a clause of ISO/IEC 27001 against whose
  /// wording no exclusion is allowed (clause 1), or a common criterion of SOC 2.
  boolean isMandatory(CatalogControl control) {
    return catalogs.of(control.framework()).categories().stream()
        .anyMatch(category -> category.mandatory() && category.id().equals(control.category()));
  }

  /// The controls of some frameworks, how each stands at a time and what is to be done for it now.
  Stream<ControlView> views(Instant at, List<Framework> frameworks, Predicate<Standing> which) {
    var evidence = inHand();
    return standings.at(at, frameworks).stream()
        .filter(which)
        .map(standing -> view(standing, evidence));
  }

  ControlDetail detail(CatalogControl control) {
    var own = List.of(control.key());
    return new ControlDetail(
        view(standings.of(control, Clock.now()), inHand()),
        naming(own).stream().map(e -> ServingEvidence.of(e, own)).toList(),
        naming(control.mapsTo()).stream()
            .filter(e -> !e.controls.contains(control.key()))
            .map(e -> ServingEvidence.of(e, control.mapsTo()))
            .toList());
  }

  private static ControlView view(Standing standing, Map<String, EvidenceInHand> evidence) {
    return ControlView.of(
        standing, evidence.getOrDefault(standing.control().key(), EvidenceInHand.NONE));
  }

  /// By the control's key.
  private Map<String, EvidenceInHand> inHand() {
    return session
        .createNativeQuery(IN_HAND, Tuple.class)
        .getResultStream()
        .collect(
            Collectors.toMap(
                row -> row.get(0, String.class),
                row ->
                    new EvidenceInHand(
                        row.get(1, Long.class).intValue(), row.get(2, Instant.class))));
  }

  private List<ComplianceEvidence> naming(List<String> keys) {
    return session
        .createNativeQuery(NAMING, ComplianceEvidence.class)
        .setParameter("keys", keys.toArray(String[]::new))
        .getResultList();
  }
}
