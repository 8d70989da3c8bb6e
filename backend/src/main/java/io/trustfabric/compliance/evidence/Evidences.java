package io.trustfabric.compliance.evidence;

import io.trustfabric.record.Callers;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.NotASecondPerson;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Page;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Writes, submits and judges evidence. Everything about one piece goes one after the other: its
/// row is held before anything of it is read.
@ApplicationScoped
public class Evidences {

  /// So many records one piece of evidence links.
  public static final int MOST_LINKS = 100;

  private final EvidenceRules rules;
  private final EntityManager entityManager;

  Evidences(EvidenceRules rules, EntityManager entityManager) {
    this.rules = rules;
    this.entityManager = entityManager;
  }

  /// Keeps a draft, written by whoever calls: a person, a service account for its owner, or the
  /// product itself.
  ///
  /// @throws Invalid naming every bad field
  @Transactional
  public ComplianceEvidence draft(EvidenceReport report) {
    return draft(report, List.of());
  }

  /// Keeps a draft that links records in states that are known already, at most {@link #MOST_LINKS}
  /// of them.
  @Transactional
  public ComplianceEvidence draft(EvidenceReport report, List<LinkedState> states) {
    var evidence = ComplianceEvidence.begun();
    rules.write(report.toEdit(), evidence);
    link(evidence, states);
    var content = EvidenceContent.of(evidence, List.of());
    evidence.revised(content.sha256());
    evidence.persistAndFlush();
    new EvidenceRevision(evidence, content, Callers.current().principal()).persistAndFlush();
    return evidence;
  }

  /// Links records to a draft, or the newer states of those that are linked already.
  ///
  /// @return how many of them, from the first on, are in it now: none when it is no draft any more,
  ///   not all when it has no room for more
  @Transactional
  public int collect(UUID id, List<LinkedState> states) {
    ComplianceEvidence evidence = ComplianceEvidence.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (evidence.status() != EvidenceStatus.DRAFT) {
      return 0;
    }
    var taken = link(evidence, states);
    revise(evidence, newest(evidence), EvidenceContent.of(evidence, EvidenceFile.of(id)));
    return taken;
  }

  /// Changes what it says. Where nothing is different nothing happens.
  @Transactional
  void edit(ComplianceEvidence evidence, EvidenceEdit edit) {
    checkEditable(evidence.status());
    var former = newest(evidence);
    var files = EvidenceFile.of(evidence.id);
    letGo(evidence, files, edit.fileIds());
    var kept = files.stream().filter(file -> file.removedIn() == null).toList();
    rules.write(edit, evidence);
    evidence.changedBecause(edit.reason());
    revise(evidence, former, EvidenceContent.of(evidence, kept));
  }

  /// Looks whether a file can be added before it comes in. Only at the status, and without holding
  /// the evidence: an upload may take its time.
  ///
  /// @throws Refusal 404 when there is no such evidence
  void checkOpenForFiles(UUID id) {
    entityManager
        .createQuery(
            "select e.status from ComplianceEvidence e where e.id = :id", EvidenceStatus.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst()
        .ifPresentOrElse(
            Evidences::checkEditable,
            () -> {
              throw Refusal.notFound("evidence", id);
            });
  }

  /// Adds a file whose bytes are there already.
  @Transactional
  void attach(ComplianceEvidence evidence, EvidenceFile file) {
    checkEditable(evidence.status());
    var files = EvidenceFile.of(evidence.id);
    if (files.size() >= 50) {
      throw new Conflict("Evidence has at most 50 files.");
    }
    file.addedIn = evidence.revision() + 1;
    file.persistAndFlush();
    var all = EvidenceFile.of(evidence.id);
    revise(evidence, newest(evidence), EvidenceContent.of(evidence, all));
  }

  /// Takes a step that a person asks for.
  @Transactional
  void move(ComplianceEvidence evidence, EvidenceMove move) {
    evidence.status().checkByPeople(move.status());
    var now = Clock.now();
    switch (move.status()) {
      case SUBMITTED -> submit(evidence, move.reason(), now);
      case APPROVED -> approve(evidence, move, now);
      case SUPERSEDED -> supersede(evidence, move, now);
      case REVOKED -> revoke(evidence, move.reason(), now);
      case CHANGES_REQUESTED, REJECTED, WITHDRAWN, DRAFT, EXPIRED ->
          evidence.moveTo(move.status(), move.reason());
    }
    ComplianceEvidence.flush();
  }

  /// Ends an approval whose time is over, at that time.
  void expire(ComplianceEvidence evidence) {
    newest(evidence).end(evidence.effectiveTo, ApprovalEnd.EXPIRED);
    evidence.moveTo(EvidenceStatus.EXPIRED, null);
    ComplianceEvidence.flush();
  }

  /// The evidence, held until the transaction ends.
  ///
  /// @throws Refusal 404 when there is none, 412 when it has another version
  static ComplianceEvidence locked(UUID id, String ifMatch) {
    ComplianceEvidence evidence = ComplianceEvidence.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (evidence == null) {
      throw Refusal.notFound("evidence", id);
    }
    IfMatch.check(evidence, ifMatch);
    return evidence;
  }

  static EvidenceView view(ComplianceEvidence evidence) {
    return EvidenceView.of(evidence, EvidenceFile.of(evidence.id));
  }

  static Page<EvidenceView> views(Page<ComplianceEvidence> page) {
    var files = EvidenceFile.of(page.items().stream().map(e -> e.id).toList());
    return page.map(e -> EvidenceView.of(e, files.getOrDefault(e.id, List.of())));
  }

  private static void checkEditable(EvidenceStatus status) {
    if (!status.isEditable()) {
      throw new Conflict(
          "What it says can be changed while it is a draft, or approved; it is %s."
              .formatted(status.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static void letGo(
      ComplianceEvidence evidence, List<EvidenceFile> files, List<UUID> kept) {
    for (int i = 0; i < kept.size(); i++) {
      var id = kept.get(i);
      if (files.stream().noneMatch(file -> file.id.equals(id))) {
        throw Invalid.field("/fileIds/" + i, "is no file of this evidence");
      }
    }
    files.stream()
        .filter(file -> !kept.contains(file.id))
        .forEach(file -> file.removeIn(evidence.revision() + 1));
  }

  private static void revise(
      ComplianceEvidence evidence, EvidenceRevision former, EvidenceContent content) {
    if (content.sha256().equals(evidence.contentSha256())) {
      return;
    }
    if (evidence.status() == EvidenceStatus.APPROVED) {
      former.end(Clock.now(), ApprovalEnd.REVISED);
    }
    evidence.revised(content.sha256());
    ComplianceEvidence.flush();
    new EvidenceRevision(evidence, content, Callers.current().principal()).persistAndFlush();
  }

  /// What was submitted before and comes back unchanged is a revision of its own, so that each one
  /// has one who submitted it.
  private void submit(ComplianceEvidence evidence, String reason, Instant now) {
    var files = EvidenceFile.of(evidence.id);
    rules.checkComplete(evidence, files);
    var by = Callers.current().principal();
    var revision = newest(evidence);
    if (revision.submittedAt() != null) {
      var content = EvidenceContent.of(evidence, files);
      evidence.revised(content.sha256());
      revision = new EvidenceRevision(evidence, content, by);
      revision.persistAndFlush();
    }
    evidence.submitted(by, now, reason);
    revision.submit(by, now);
  }

  private void approve(ComplianceEvidence evidence, EvidenceMove move, Instant now) {
    if (move.contentSha256() == null) {
      throw Invalid.field("/contentSha256", "is required to approve");
    }
    if (!move.contentSha256().equals(evidence.contentSha256())) {
      throw new Conflict(
          "What was read is not what was submitted, whose contentSha256 is %s. Read it again."
              .formatted(evidence.contentSha256()));
    }
    rules.checkInDate(evidence);
    var caller = Callers.current();
    var person = caller.principal();
    if (caller.serviceAccount()
        || EvidenceRevision.sinceApproval(evidence.id).stream().anyMatch(r -> r.isBy(person))) {
      throw new NotASecondPerson();
    }
    newest(evidence).approve(person, now);
    evidence.approved(person, now, move.reason());
  }

  private static void supersede(ComplianceEvidence evidence, EvidenceMove move, Instant now) {
    if (move.supersededById() == null) {
      throw Invalid.field("/supersededById", "is required to supersede");
    }
    ComplianceEvidence other =
        ComplianceEvidence.findById(move.supersededById(), LockModeType.PESSIMISTIC_WRITE);
    if (other == null || other == evidence) {
      throw Invalid.field("/supersededById", "must be the id of other evidence");
    }
    if (other.status() != EvidenceStatus.APPROVED) {
      throw new Conflict("Only approved evidence takes the place of other evidence.");
    }
    newest(evidence).end(now, ApprovalEnd.SUPERSEDED);
    evidence.supersededBy(other.id, move.reason());
  }

  private static void revoke(ComplianceEvidence evidence, String reason, Instant now) {
    newest(evidence).end(now, ApprovalEnd.REVOKED);
    evidence.moveTo(EvidenceStatus.REVOKED, reason);
  }

  /// A link that was taken in a newer state stays as it is.
  private static int link(ComplianceEvidence evidence, List<LinkedState> states) {
    var links = new LinkedHashMap<LinkReport, Map<String, Object>>();
    evidence.links.forEach(link -> links.put(LinkReport.of(link), link));
    int taken = 0;
    for (var state : states) {
      if (!links.containsKey(state.record()) && links.size() >= MOST_LINKS) {
        break;
      }
      links.merge(
          state.record(), state.link(), (known, link) -> state.isOlderThan(known) ? known : link);
      taken++;
    }
    evidence.links = List.copyOf(links.values());
    return taken;
  }

  private static EvidenceRevision newest(ComplianceEvidence evidence) {
    return EvidenceRevision.of(evidence.id, evidence.revision()).orElseThrow();
  }
}
