package io.trustfabric.trust.overview;

/// What can wait for somebody, in the order in which it is told.
public enum TrustTaskType {
  CRITICAL_EVENTS,
  ALERTS_FIRING,
  AUTHORITY_REPORTS_OVERDUE,
  AUTHORITY_REPORTS_DUE,
  APPROVALS,
  ROTATIONS_OVERDUE,
  BACKUPS_LATE,
  ACTION_ITEMS_OVERDUE,
  ACCESS_REVIEWS_DUE,
  EVIDENCE_SUBMITTED,
  EVIDENCE_REVIEWS_DUE,
  RETENTION_DUE
}
