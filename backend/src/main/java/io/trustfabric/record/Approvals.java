package io.trustfabric.record;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The one mechanism by which a second person lets an act happen.
@ApplicationScoped
public class Approvals {

  private final Instance<ApprovedAction> actions;
  private final Leadership leadership;

  Approvals(@Any Instance<ApprovedAction> actions, Leadership leadership) {
    this.actions = actions;
    this.leadership = leadership;
  }

  @Scheduled(every = "60s", identity = "expire-approvals")
  void eachMinute() {
    if (leadership.isLeading()) {
      expireOverdue();
    }
  }

  /// Closes requests that nobody decided in time.
  ///
  /// @return how many
  @Transactional
  public int expireOverdue() {
    List<Approval> overdue =
        Approval.list("status = ?1 and expiresAt < ?2", ApprovalStatus.PENDING, Clock.now());
    for (var approval : overdue) {
      approval.expire();
      leaveBe(approval);
    }
    return overdue.size();
  }

  /// What waits for a second person's word about this act on the record as it is now; null when
  /// nothing does.
  public Approval waiting(String action, TrustRecord record) {
    return Approval.<Approval>find(
            "action = ?1 and recordId = ?2 and recordVersion = ?3 and status = ?4 and expiresAt >= ?5",
            action,
            record.id,
            record.version,
            ApprovalStatus.PENDING,
            Clock.now())
        .firstResult();
  }

  /// What a second person has agreed to, while it is carried out; the record is still as it was
  /// when it was asked for.
  public static Approval agreed(String action, TrustRecord record) {
    return Approval.<Approval>find(
            "action = ?1 and recordId = ?2 and recordVersion = ?3 and status = ?4 order by decidedAt desc",
            action,
            record.id,
            record.version,
            ApprovalStatus.APPROVED)
        .firstResult();
  }

  /// Asks for a second person. What was asked of an earlier version of the record can no longer be
  /// carried out, and is closed.
  ///
  /// @throws Conflict when the same act on the same record already waits for one
  @Transactional
  public Approval request(
      String action, TrustRecord record, Map<String, Object> payload, String reason) {
    expireOverdue();
    List<Approval> pending =
        Approval.list(
            "action = ?1 and recordId = ?2 and status = ?3",
            action,
            record.id,
            ApprovalStatus.PENDING);
    if (pending.stream().anyMatch(one -> one.recordVersion.equals(record.version))) {
      throw new Conflict("This already waits for a second person's decision.");
    }
    pending.forEach(Approval::expire);
    Approval.flush();
    var approval = new Approval(action, record, payload, reason);
    approval.persistAndFlush();
    return approval;
  }

  /// Closes what waits about a record, since something else is asked for in its place.
  @Transactional
  public void close(String action, TrustRecord record) {
    List<Approval> pending =
        Approval.list(
            "action = ?1 and recordId = ?2 and status = ?3",
            action,
            record.id,
            ApprovalStatus.PENDING);
    for (var approval : pending) {
      approval.expire();
      leaveBe(approval);
    }
    Approval.flush();
  }

  /// Decides, and on a yes carries the act out in the same transaction.
  ///
  /// @return the decided approval; null when there is none of that id
  /// @throws NotASecondPerson when the caller asked for it, or is a machine
  /// @throws Conflict when it has expired, or the record has changed since it was asked for
  @Transactional
  public Approval decide(UUID id, boolean yes, String reason) {
    Approval approval = Approval.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (approval == null) {
      return null;
    }
    var decision = yes ? ApprovalStatus.APPROVED : ApprovalStatus.REJECTED;
    Lifecycle.check(approval.status(), decision, reason);
    var caller = Callers.current();
    if (caller.serviceAccount() || caller.principal().isSameAs(approval.requestedBy)) {
      throw new NotASecondPerson();
    }
    if (approval.isOver()) {
      throw new Conflict("This request has expired; it has to be made again.");
    }
    approval.decide(decision, caller.author(), reason);
    if (yes) {
      carryOut(approval);
    } else {
      leaveBe(approval);
    }
    Approval.flush();
    return approval;
  }

  private void leaveBe(Approval approval) {
    act(approval).ifPresent(act -> act.leaveBe(approval.recordId, approval.status()));
  }

  private Optional<ApprovedAction> act(Approval approval) {
    return actions.stream().filter(a -> a.action().equals(approval.action)).findFirst();
  }

  private void carryOut(Approval approval) {
    var act = act(approval).orElseThrow();
    var record = act.find(approval.recordId);
    if (record == null || !record.version.equals(approval.recordVersion)) {
      throw new Conflict(
          "The record has changed since this was asked for; it has to be asked anew.");
    }
    act.carryOut(record, approval.payload(), approval.requestReason);
  }
}
