package io.trustfabric.backup.retention;

import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.backup.policies.BackupKeeping;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Which backups of one target are kept and which may go. Kept is what any of the reasons of {@link
/// KeepReason} keeps, and everything it stands on: whatever is kept can be restored.
///
/// The days work as pgBackRest's `repo-retention-full-type=time` does: the newest backup from
/// before them stays, so that each of their moments can be gone back to. The fulls work as its
/// `repo-retention-full`: with a full goes what stands on it.
public final class Retention {

  /// A backup as retention sees it.
  ///
  /// @param parentId what it stands on; null for a full
  /// @param completedAt null while it runs
  /// @param restoring whether a restore of it is under way
  public record HeldBackup(
      UUID id,
      BackupType type,
      UUID parentId,
      UUID rootId,
      int chainPosition,
      Instant completedAt,
      Instant retentionUntil,
      boolean restoring) {

    boolean isCompleted() {
      return completedAt != null;
    }
  }

  private static final Comparator<HeldBackup> BY_END =
      Comparator.comparing(HeldBackup::completedAt).thenComparing(HeldBackup::id);

  private final List<HeldBackup> all;
  private final Map<UUID, HeldBackup> byId;
  private final Map<UUID, Set<KeepReason>> reasons = new HashMap<>();
  private final Map<UUID, UUID> neededBy = new HashMap<>();

  private Retention(Collection<HeldBackup> held) {
    all = List.copyOf(held);
    byId = all.stream().collect(Collectors.toMap(HeldBackup::id, Function.identity()));
  }

  /// @param held all completed backups of a target, and those that run
  /// @param keeping what its policy keeps; null where none holds
  public static Retention of(Collection<HeldBackup> held, BackupKeeping keeping, Instant now) {
    var retention = new Retention(held);
    retention.keepWhateverThePolicySays(now);
    if (keeping == null) {
      retention.completed().forEach(backup -> retention.keep(backup, KeepReason.NO_POLICY));
    } else {
      retention.keepNewest();
      retention.keepDays(keeping.days(), now);
      retention.keepFulls(keeping.fulls());
    }
    retention.keepWhatIsNeeded();
    return retention;
  }

  /// Why a backup is kept, in the reasons' order; empty when it may go.
  public Set<KeepReason> reasons(UUID id) {
    return reasons.getOrDefault(id, Set.of());
  }

  /// The kept backup that stands on this one directly; null when none does.
  public UUID neededBy(UUID id) {
    return neededBy.get(id);
  }

  /// What is kept, the oldest first; what runs last.
  public List<HeldBackup> kept() {
    return all.stream()
        .filter(backup -> reasons.containsKey(backup.id))
        .sorted(
            Comparator.comparing(
                    HeldBackup::completedAt, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(HeldBackup::id))
        .toList();
  }

  /// What may go, in an order in which it can: whatever stands on another before that other.
  public List<HeldBackup> mayExpire() {
    return completed().stream()
        .filter(backup -> !reasons.containsKey(backup.id))
        .sorted(Comparator.comparing(HeldBackup::chainPosition).reversed().thenComparing(BY_END))
        .toList();
  }

  private void keepWhateverThePolicySays(Instant now) {
    for (var backup : all) {
      if (!backup.isCompleted()) {
        keep(backup, KeepReason.IN_PROGRESS);
      }
      if (backup.restoring) {
        keep(backup, KeepReason.RESTORE_OPEN);
      }
      if (backup.retentionUntil != null && backup.retentionUntil.isAfter(now)) {
        keep(backup, KeepReason.RETENTION_UNTIL);
      }
    }
  }

  private void keepNewest() {
    completed().stream().max(BY_END).ifPresent(newest -> keep(newest, KeepReason.NEWEST));
  }

  private void keepDays(Integer days, Instant now) {
    if (days == null) {
      return;
    }
    var since = now.minus(Duration.ofDays(days));
    completed().stream()
        .filter(backup -> backup.completedAt.isAfter(since))
        .forEach(backup -> keep(backup, KeepReason.WITHIN_DAYS));
    completed().stream()
        .filter(backup -> !backup.completedAt.isAfter(since))
        .max(BY_END)
        .ifPresent(before -> keep(before, KeepReason.WITHIN_DAYS));
  }

  private void keepFulls(Integer fulls) {
    if (fulls == null) {
      return;
    }
    var recent =
        completed().stream()
            .filter(backup -> backup.type == BackupType.FULL)
            .sorted(BY_END.reversed())
            .limit(fulls)
            .map(HeldBackup::id)
            .collect(Collectors.toSet());
    completed().stream()
        .filter(backup -> recent.contains(backup.rootId))
        .forEach(backup -> keep(backup, KeepReason.RECENT_FULL));
  }

  private void keepWhatIsNeeded() {
    for (var backup : kept()) {
      var child = backup;
      for (var parent = byId.get(child.parentId); parent != null; ) {
        neededBy.putIfAbsent(parent.id, child.id);
        if (!reasons
            .computeIfAbsent(parent.id, id -> EnumSet.noneOf(KeepReason.class))
            .add(KeepReason.NEEDED)) {
          break;
        }
        child = parent;
        parent = byId.get(child.parentId);
      }
    }
  }

  private List<HeldBackup> completed() {
    return all.stream().filter(HeldBackup::isCompleted).toList();
  }

  private void keep(HeldBackup backup, KeepReason reason) {
    reasons.computeIfAbsent(backup.id, id -> EnumSet.noneOf(KeepReason.class)).add(reason);
  }
}
