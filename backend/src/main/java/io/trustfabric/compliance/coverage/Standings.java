package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.Catalog;
import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.compliance.catalogs.ComplianceControl;
import io.trustfabric.compliance.catalogs.ComplianceScope;
import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.compliance.evidence.EvidenceRevision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds the catalogues against approved evidence. Scope and applicability are those of today, also
/// for another time: the question is always what of today's controls was covered then.
@ApplicationScoped
public class Standings {

  /// Approved at some moment of a stretch of time, and true at some moment of it.
  private static final String COUNTING =
      """
      from EvidenceRevision r where r.approvedAt < :to and r.effectiveFrom < :to
        and (r.endedAt is null or r.endedAt > :from) and (r.effectiveTo is null or r.effectiveTo > :from)
        and (r.effectiveTo is null or r.effectiveTo > r.approvedAt)
        and (r.endedAt is null or r.endedAt > r.effectiveFrom)
      order by r.approvedAt, r.id
      """;

  private final Catalogs catalogs;
  private final EntityManager entityManager;

  Standings(Catalogs catalogs, EntityManager entityManager) {
    this.catalogs = catalogs;
    this.entityManager = entityManager;
  }

  /// How the controls of some frameworks stand at one time.
  public List<Standing> at(Instant at, Collection<Framework> frameworks) {
    // The moment itself: from it to the next microsecond, which is as fine as times are kept.
    var covering = byControl(counting(at, at.plusNanos(1_000)));
    var said = ComplianceControl.all();
    var standings = new ArrayList<Standing>();
    for (var framework : frameworks) {
      var catalog = catalogs.of(framework);
      var scope = ComplianceScope.of(catalog);
      for (var control : catalog.controls()) {
        standings.add(standing(control, said, scope, covering));
      }
    }
    return standings;
  }

  /// How one control stands.
  Standing of(CatalogControl control, Instant at) {
    return at(at, List.of(control.framework())).stream()
        .filter(standing -> standing.control().equals(control))
        .findFirst()
        .orElseThrow();
  }

  /// Revisions that counted at some moment of `from <= t < to`, in the order they were approved.
  List<EvidenceRevision> counting(Instant from, Instant to) {
    return entityManager
        .createQuery(COUNTING, EvidenceRevision.class)
        .setParameter("from", from)
        .setParameter("to", to)
        .getResultList();
  }

  /// Those of them that name a control of the framework.
  public List<EvidenceRevision> counting(Framework framework, Instant from, Instant to) {
    return counting(from, to).stream()
        .filter(revision -> !Coverage.idsOf(framework, revision).isEmpty())
        .toList();
  }

  static Map<String, List<EvidenceRevision>> byControl(List<EvidenceRevision> revisions) {
    var byControl = new HashMap<String, List<EvidenceRevision>>();
    for (var revision : revisions) {
      for (var key : revision.controls) {
        byControl.computeIfAbsent(key, k -> new ArrayList<>()).add(revision);
      }
    }
    return byControl;
  }

  Catalog catalog(Framework framework) {
    return catalogs.of(framework);
  }

  private static Standing standing(
      CatalogControl control,
      Map<String, ComplianceControl> said,
      ComplianceScope scope,
      Map<String, List<EvidenceRevision>> covering) {
    var known = said.get(control.key());
    return new Standing(
        control,
        known == null ? ComplianceControl.unsaid(control) : known,
        scope.categories().contains(control.category()),
        covering.getOrDefault(control.key(), List.of()));
  }
}
