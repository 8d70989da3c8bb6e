package io.trustfabric.backup.retention;

/// Why a backup is kept.
public enum KeepReason {
  /// It runs.
  IN_PROGRESS,
  /// A restore of it is under way.
  RESTORE_OPEN,
  /// It was said at its report that it must be kept until later than now.
  RETENTION_UNTIL,
  /// It ended within the policy's days, or is the newest from before them, without which their
  /// beginning could not be gone back to.
  WITHIN_DAYS,
  /// It is one of the policy's newest fulls, or stands on one.
  RECENT_FULL,
  /// It is the newest of a target that is still to be backed up: a policy holds.
  NEWEST,
  /// No policy of its target holds, so that none says it may go.
  NO_POLICY,
  /// One that is kept stands on it.
  NEEDED
}
