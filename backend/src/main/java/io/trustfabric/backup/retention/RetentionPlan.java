package io.trustfabric.backup.retention;

import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.backup.policies.BackupPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What of a target's backups may go now.
///
/// @param policyId the policy that holds; null where none does, and nothing may go
/// @param mayExpire in an order in which they can: whatever stands on another before that other
/// @param keep what has to stay, the oldest first
public record RetentionPlan(
    String target,
    Instant asOf,
    @Schema(nullable = true) UUID policyId,
    Long totalMayExpire,
    List<RetentionCandidate> mayExpire,
    Long totalKept,
    List<KeptBackup> keep) {

  /// So many of each are shown.
  private static final int MOST = 1_000;

  /// One that may go.
  public record RetentionCandidate(UUID backupId, BackupType backupType, Instant completedAt) {}

  /// One that stays.
  ///
  /// @param neededBy a kept one that stands on it directly
  public record KeptBackup(
      UUID backupId,
      BackupType backupType,
      @Schema(nullable = true) Instant completedAt,
      Set<KeepReason> reasons,
      @Schema(nullable = true) UUID neededBy) {}

  static RetentionPlan of(
      String target, Optional<BackupPolicy> policy, Retention retention, Instant now) {
    var mayExpire = retention.mayExpire();
    var kept = retention.kept();
    return new RetentionPlan(
        target,
        now,
        policy.map(p -> p.id).orElse(null),
        (long) mayExpire.size(),
        mayExpire.stream()
            .limit(MOST)
            .map(b -> new RetentionCandidate(b.id(), b.type(), b.completedAt()))
            .toList(),
        (long) kept.size(),
        kept.stream()
            .limit(MOST)
            .map(
                b ->
                    new KeptBackup(
                        b.id(),
                        b.type(),
                        b.completedAt(),
                        retention.reasons(b.id()),
                        retention.neededBy(b.id())))
            .toList());
  }
}
