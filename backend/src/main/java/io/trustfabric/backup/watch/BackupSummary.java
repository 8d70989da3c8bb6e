package io.trustfabric.backup.watch;

import io.trustfabric.backup.backups.Backup;
import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.backup.policies.BackupPolicy;
import io.trustfabric.backup.restores.Restore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How backups stand, target by target.
///
/// @param drillWithin how old a verified restore may be to count
/// @param total how many targets there are; at most 1,000 of them are in `items`
/// @param items those with a policy that holds or with a backup that is good, by name
public record BackupSummary(
    Instant asOf,
    Duration drillWithin,
    BackupCoverage coverage,
    Long total,
    List<TargetSummary> items) {

  private static final int MOST = 1_000;

  /// @param targets those with a policy that holds
  /// @param onTime those of them of which no backup is late
  /// @param verified those of them of which a restore was verified within `drillWithin`
  /// @param withoutPolicy targets with a good backup and no policy that holds
  /// @param onTimeRatio onTime / targets; null where there are none
  /// @param verifiedRatio verified / targets; null where there are none
  public record BackupCoverage(
      Long targets,
      Long onTime,
      Long verified,
      Long withoutPolicy,
      @Schema(nullable = true) BigDecimal onTimeRatio,
      @Schema(nullable = true) BigDecimal verifiedRatio) {}

  /// One target.
  ///
  /// @param policyId the policy that holds; null where there is none
  /// @param onTime whether no backup is late; null without a policy
  /// @param backups the last good backup of each type
  public record TargetSummary(
      String target,
      @Schema(nullable = true) UUID policyId,
      @Schema(nullable = true) Boolean onTime,
      List<LastGoodBackup> backups,
      @Schema(nullable = true) LastVerifiedRestore lastVerifiedRestore) {}

  /// The last good backup of a type, and when the next is late.
  ///
  /// @param backupId null where there is none
  /// @param dueAt from when it is late, counted from the last one that serves, which may be one
  ///   that holds more; null where the policy wants none
  /// @param onTime null where the policy wants none
  public record LastGoodBackup(
      BackupType backupType,
      @Schema(nullable = true) UUID backupId,
      @Schema(nullable = true) Instant completedAt,
      @Schema(nullable = true) Instant dueAt,
      @Schema(nullable = true) Boolean onTime) {}

  /// The last restore that passed every check.
  ///
  /// @param withinRpo whether it kept the RPO of the policy that held then; null where either is
  ///   unknown
  /// @param withinRto likewise for the RTO
  public record LastVerifiedRestore(
      UUID restoreId,
      Instant completedAt,
      @Schema(nullable = true) BigDecimal rpoSeconds,
      BigDecimal rtoSeconds,
      @Schema(nullable = true) Boolean withinRpo,
      @Schema(nullable = true) Boolean withinRto) {

    static LastVerifiedRestore of(Restore restore) {
      return new LastVerifiedRestore(
          restore.id,
          restore.completedAt(),
          restore.rpoSeconds(),
          restore.rtoSeconds(),
          within(restore.rpoSeconds(), restore.rpoTargetSeconds()),
          within(restore.rtoSeconds(), restore.rtoTargetSeconds()));
    }

    private static Boolean within(BigDecimal seconds, Long target) {
      return seconds == null || target == null
          ? null
          : seconds.compareTo(BigDecimal.valueOf(target)) <= 0;
    }
  }

  static BackupSummary of(List<TargetSummary> targets, Duration drillWithin, Instant now) {
    var governed = targets.stream().filter(target -> target.policyId != null).toList();
    var onTime = governed.stream().filter(TargetSummary::onTime).count();
    var since = now.minus(drillWithin);
    var verified =
        governed.stream()
            .map(TargetSummary::lastVerifiedRestore)
            .filter(restore -> restore != null && !restore.completedAt.isBefore(since))
            .count();
    return new BackupSummary(
        now,
        drillWithin,
        new BackupCoverage(
            (long) governed.size(),
            onTime,
            verified,
            (long) targets.size() - governed.size(),
            ratio(onTime, governed.size()),
            ratio(verified, governed.size())),
        (long) targets.size(),
        targets.subList(0, Math.min(targets.size(), MOST)));
  }

  /// @param policy the one that holds; null where none does
  /// @param newest the newest good backups of the target, one a type
  /// @param verified the newest verified restore; null where there is none
  static TargetSummary target(
      String target, BackupPolicy policy, List<Backup> newest, Restore verified, Instant now) {
    var backups =
        Arrays.stream(BackupType.values()).map(type -> last(type, policy, newest, now)).toList();
    return new TargetSummary(
        target,
        policy == null ? null : policy.id,
        policy == null
            ? null
            : backups.stream().map(LastGoodBackup::onTime).noneMatch(Boolean.FALSE::equals),
        backups,
        verified == null ? null : LastVerifiedRestore.of(verified));
  }

  private static LastGoodBackup last(
      BackupType type, BackupPolicy policy, List<Backup> newest, Instant now) {
    var last = newest.stream().filter(b -> b.backupType == type).findFirst().orElse(null);
    var due = policy == null ? null : BackupDue.of(policy, type, newest);
    var wanted = due != null && due.dueAt() != null;
    return new LastGoodBackup(
        type,
        last == null ? null : last.id,
        last == null ? null : last.completedAt(),
        wanted ? due.dueAt() : null,
        wanted ? !due.isLate(now) : null);
  }

  private static BigDecimal ratio(long part, int whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }
}
