package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.compliance.coverage.ControlDetail.ServingEvidence;
import io.trustfabric.compliance.evidence.ComplianceEvidence;
import io.trustfabric.record.Clock;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.Session;

/// Finds controls, and the evidence that names them.
@ApplicationScoped
public class Controls {

  private static final String NAMING =
      """
      SELECT * FROM compliance_evidence WHERE controls && CAST(:keys AS text[])
      ORDER BY created_at DESC, id DESC LIMIT 200
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

  ControlDetail detail(CatalogControl control) {
    var own = List.of(control.key());
    return new ControlDetail(
        ControlView.of(standings.of(control, Clock.now())),
        naming(own).stream().map(e -> ServingEvidence.of(e, own)).toList(),
        naming(control.mapsTo()).stream()
            .filter(e -> !e.controls.contains(control.key()))
            .map(e -> ServingEvidence.of(e, control.mapsTo()))
            .toList());
  }

  private List<ComplianceEvidence> naming(List<String> keys) {
    return session
        .createNativeQuery(NAMING, ComplianceEvidence.class)
        .setParameter("keys", keys.toArray(String[]::new))
        .getResultList();
  }
}
