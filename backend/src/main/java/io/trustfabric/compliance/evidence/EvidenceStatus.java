package io.trustfabric.compliance.evidence;

import io.trustfabric.record.ForbiddenTransition;
import io.trustfabric.record.Lifecycle;
import jakarta.persistence.EnumeratedValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where a piece of evidence stands. Only what is approved counts.
public enum EvidenceStatus implements Lifecycle<EvidenceStatus> {
  DRAFT,
  SUBMITTED,
  CHANGES_REQUESTED,
  APPROVED,
  REJECTED,
  WITHDRAWN,
  SUPERSEDED,
  EXPIRED,
  REVOKED;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  @Override
  public Set<EvidenceStatus> next() {
    return switch (this) {
      case DRAFT -> Set.of(SUBMITTED, WITHDRAWN);
      case SUBMITTED -> Set.of(APPROVED, CHANGES_REQUESTED, REJECTED, WITHDRAWN);
      case CHANGES_REQUESTED -> Set.of(DRAFT);
      case APPROVED -> Set.of(DRAFT, SUPERSEDED, EXPIRED, REVOKED);
      case REJECTED, WITHDRAWN, SUPERSEDED, EXPIRED, REVOKED -> Set.of();
    };
  }

  @Override
  public boolean needsReason(EvidenceStatus to) {
    return to == CHANGES_REQUESTED || to == REJECTED || to == REVOKED;
  }

  /// The steps that a person can ask for: that approved evidence becomes a draft again, or expires,
  /// is for the product to find.
  List<EvidenceStatus> nextByPeople() {
    return next().stream()
        .filter(to -> this != APPROVED || to != DRAFT && to != EXPIRED)
        .sorted()
        .toList();
  }

  /// @throws ForbiddenTransition when a person cannot ask for that step
  void checkByPeople(EvidenceStatus to) {
    if (!nextByPeople().contains(to)) {
      throw new ForbiddenTransition(this, nextByPeople());
    }
  }

  /// Whether what it says may be changed; what is approved becomes a draft by that.
  boolean isEditable() {
    return this == DRAFT || this == APPROVED;
  }
}
