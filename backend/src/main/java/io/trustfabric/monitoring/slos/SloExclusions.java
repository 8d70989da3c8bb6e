package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Approval;
import io.trustfabric.record.Approvals;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.ForbiddenTransition;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Asks for exclusions, and takes them back.
@ApplicationScoped
public class SloExclusions {

  private final Approvals approvals;

  SloExclusions(Approvals approvals) {
    this.approvals = approvals;
  }

  /// Asks for a second person; nothing is left out until that one agrees.
  ///
  /// @param definition held until the transaction ends
  /// @throws Invalid when it is no stretch of time that can be left out
  /// @throws Conflict when it overlaps another one, approved or waiting
  @Transactional
  Approval ask(SloDefinition definition, SloExclusionReport report) {
    var exclusion = report.of(definition);
    approvals.expireOverdue();
    overlapping(exclusion)
        .ifPresent(
            other -> {
              throw new Conflict(
                  "It overlaps the exclusion %s to %s, which is %s."
                      .formatted(
                          other.startsAt,
                          other.endsAt,
                          other.status() == ExclusionStatus.APPROVED ? "approved" : "requested"));
            });
    exclusion.persistAndFlush();
    return approvals.request(
        SloExclusionApproval.ACTION,
        exclusion,
        SloExclusionApproval.payload(definition, exclusion),
        report.reason());
  }

  /// @throws ForbiddenTransition when it is not approved, or to anything but revoked
  @Transactional
  void move(SloExclusion exclusion, SloExclusionMove move) {
    if (move.status() != ExclusionStatus.REVOKED) {
      throw new ForbiddenTransition(
          exclusion.status(),
          exclusion.status() == ExclusionStatus.APPROVED
              ? List.of(ExclusionStatus.REVOKED)
              : List.of());
    }
    exclusion.moveTo(move.status(), move.reason());
    SloExclusion.flush();
  }

  /// Approved exclusions that reach into a span, in order of time.
  static List<SloExclusion> approved(UUID sloId, Instant from, Instant to) {
    return SloExclusion.list(
        "sloId = ?1 and status = ?2 and startsAt < ?3 and endsAt > ?4 order by startsAt",
        sloId,
        ExclusionStatus.APPROVED,
        to,
        from);
  }

  private static Optional<SloExclusion> overlapping(SloExclusion exclusion) {
    return SloExclusion.find(
            "sloId = ?1 and status in (?2, ?3) and startsAt < ?4 and endsAt > ?5 order by startsAt",
            exclusion.sloId,
            ExclusionStatus.REQUESTED,
            ExclusionStatus.APPROVED,
            exclusion.endsAt,
            exclusion.startsAt)
        .firstResultOptional();
  }
}
