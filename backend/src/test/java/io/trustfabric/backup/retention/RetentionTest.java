package io.trustfabric.backup.retention;

import static io.trustfabric.backup.backups.BackupType.DIFFERENTIAL;
import static io.trustfabric.backup.backups.BackupType.FULL;
import static io.trustfabric.backup.backups.BackupType.INCREMENTAL;
import static io.trustfabric.backup.retention.KeepReason.IN_PROGRESS;
import static io.trustfabric.backup.retention.KeepReason.NEEDED;
import static io.trustfabric.backup.retention.KeepReason.NEWEST;
import static io.trustfabric.backup.retention.KeepReason.NO_POLICY;
import static io.trustfabric.backup.retention.KeepReason.RECENT_FULL;
import static io.trustfabric.backup.retention.KeepReason.RESTORE_OPEN;
import static io.trustfabric.backup.retention.KeepReason.RETENTION_UNTIL;
import static io.trustfabric.backup.retention.KeepReason.WITHIN_DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.backup.policies.BackupKeeping;
import io.trustfabric.backup.retention.Retention.HeldBackup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What may go and what may not, first by hand, then on chains and policies that a seed makes up.
class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final int ROUNDS = 2_000;

  private final Random random = new Random(20_260_131);

  @Test
  void without_a_policy_nothing_may_go() {
    var full = full(400);
    var retention = Retention.of(List.of(full), null, NOW);
    assertThat(retention.mayExpire()).isEmpty();
    assertThat(retention.reasons(full.id())).containsExactly(NO_POLICY);
  }

  @Test
  void the_newest_fulls_are_kept_with_what_stands_on_them_and_the_rest_goes_children_first() {
    var old = full(30);
    var onOld = on(old, DIFFERENTIAL, 29);
    var onThat = on(onOld, INCREMENTAL, 28);
    var recent = full(20);
    var onRecent = on(recent, INCREMENTAL, 19);
    var newest = full(10);
    var retention =
        Retention.of(
            List.of(newest, onThat, onRecent, old, recent, onOld), new BackupKeeping(null, 2), NOW);
    assertThat(retention.mayExpire()).containsExactly(onThat, onOld, old);
    assertThat(retention.reasons(recent.id())).containsExactly(RECENT_FULL, NEEDED);
    assertThat(retention.neededBy(recent.id())).isEqualTo(onRecent.id());
    assertThat(retention.reasons(newest.id())).containsExactly(RECENT_FULL, NEWEST);
  }

  @Test
  void any_moment_of_the_days_can_be_gone_back_to() {
    var lost = full(40);
    var before = full(20);
    var beforeToo = on(before, INCREMENTAL, 9);
    var within = on(beforeToo, INCREMENTAL, 3);
    var retention =
        Retention.of(List.of(lost, before, beforeToo, within), new BackupKeeping(7, null), NOW);
    assertThat(retention.mayExpire()).containsExactly(lost);
    assertThat(retention.reasons(beforeToo.id())).containsExactly(WITHIN_DAYS, NEEDED);
    assertThat(retention.reasons(before.id())).containsExactly(NEEDED);
  }

  @Test
  void what_runs_is_restored_or_was_promised_is_kept_with_what_it_stands_on() {
    var a = full(90);
    var runs = new HeldBackup(UUID.randomUUID(), INCREMENTAL, a.id(), a.id(), 1, null, null, false);
    var b = with(full(80), null, true);
    var c = with(full(70), NOW.plusSeconds(1), false);
    var d = with(full(60), NOW, false);
    var newest = full(1);
    var retention =
        Retention.of(List.of(a, runs, b, c, d, newest), new BackupKeeping(null, 1), NOW);
    assertThat(retention.mayExpire()).containsExactly(d);
    assertThat(retention.reasons(a.id())).containsExactly(NEEDED);
    assertThat(retention.reasons(runs.id())).containsExactly(IN_PROGRESS);
    assertThat(retention.reasons(b.id())).containsExactly(RESTORE_OPEN);
    assertThat(retention.reasons(c.id())).containsExactly(RETENTION_UNTIL);
  }

  @Test
  void the_newest_is_kept_however_old_it_is() {
    var old = full(900);
    assertThat(Retention.of(List.of(old), new BackupKeeping(1, null), NOW).mayExpire()).isEmpty();
  }

  @Test
  void whatever_the_chains_and_the_policy_a_kept_backup_can_be_restored() {
    for (int round = 0; round < ROUNDS; round++) {
      var held = chains();
      var keeping = keeping();
      var retention = Retention.of(held, keeping, NOW);
      var left = new HashMap<UUID, HeldBackup>();
      held.forEach(backup -> left.put(backup.id(), backup));
      // Step by step: also one that stops half-way leaves nothing broken.
      for (var going : retention.mayExpire()) {
        assertThat(left.values())
            .as("nothing stands on what goes")
            .noneMatch(backup -> going.id().equals(backup.parentId()));
        left.remove(going.id());
        left.values().forEach(backup -> assertRestorable(backup, left));
      }
      assertThat(left.keySet())
          .containsExactlyInAnyOrderElementsOf(
              retention.kept().stream().map(HeldBackup::id).toList());
      assertKeepsItsWord(held, keeping, left);
      assertThat(Retention.of(left.values(), keeping, NOW).mayExpire())
          .as("nothing more may go at the same moment")
          .isEmpty();
    }
  }

  /// What a policy says in one sentence each, without the code under test.
  private static void assertKeepsItsWord(
      List<HeldBackup> held, BackupKeeping keeping, Map<UUID, HeldBackup> left) {
    var completed =
        held.stream()
            .filter(backup -> backup.completedAt() != null)
            .sorted(Comparator.comparing(HeldBackup::completedAt).thenComparing(HeldBackup::id))
            .toList();
    if (keeping == null) {
      assertThat(left).hasSize(held.size());
      return;
    }
    if (!completed.isEmpty()) {
      assertThat(left).as("the newest").containsKey(completed.getLast().id());
    }
    if (keeping.days() != null) {
      var since = NOW.minus(Duration.ofDays(keeping.days()));
      var earlier = completed.stream().filter(b -> !b.completedAt().isAfter(since)).toList();
      completed.stream()
          .filter(backup -> backup.completedAt().isAfter(since))
          .forEach(backup -> assertThat(left).as("within the days").containsKey(backup.id()));
      if (!earlier.isEmpty()) {
        assertThat(left).as("reaches back").containsKey(earlier.getLast().id());
      }
    }
    if (keeping.fulls() != null) {
      completed.reversed().stream()
          .filter(backup -> backup.type() == FULL)
          .limit(keeping.fulls())
          .forEach(backup -> assertThat(left).as("a recent full").containsKey(backup.id()));
    }
  }

  private static void assertRestorable(HeldBackup backup, Map<UUID, HeldBackup> left) {
    for (var link = backup; link.parentId() != null; link = left.get(link.parentId())) {
      assertThat(left).as("the chain of a kept backup").containsKey(link.parentId());
    }
  }

  private BackupKeeping keeping() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new BackupKeeping(1 + random.nextInt(60), null);
      case 2 -> new BackupKeeping(null, 1 + random.nextInt(5));
      default -> new BackupKeeping(1 + random.nextInt(60), 1 + random.nextInt(5));
    };
  }

  private List<HeldBackup> chains() {
    var all = new ArrayList<HeldBackup>();
    var size = random.nextInt(25);
    for (int i = 0; i < size; i++) {
      var parents = all.stream().filter(backup -> backup.completedAt() != null).toList();
      HeldBackup made;
      if (parents.isEmpty() || random.nextInt(4) == 0) {
        made = full(random.nextInt(100));
      } else {
        var parent = parents.get(random.nextInt(parents.size()));
        var type = parent.type() == FULL && random.nextBoolean() ? DIFFERENTIAL : INCREMENTAL;
        // Ends are not in the order of the chain: clocks go wrong, and a kept word must bear it.
        made = on(parent, type, random.nextInt(100));
      }
      all.add(
          new HeldBackup(
              made.id(),
              made.type(),
              made.parentId(),
              made.rootId(),
              made.chainPosition(),
              random.nextInt(12) == 0 ? null : made.completedAt(),
              random.nextInt(8) == 0 ? NOW.plusSeconds(random.nextInt(200) - 100L) : null,
              random.nextInt(15) == 0));
    }
    return all;
  }

  private static HeldBackup full(int daysAgo) {
    var id = UUID.randomUUID();
    return new HeldBackup(id, FULL, null, id, 0, at(daysAgo), null, false);
  }

  private static HeldBackup on(HeldBackup parent, BackupType type, int daysAgo) {
    return new HeldBackup(
        UUID.randomUUID(),
        type,
        parent.id(),
        parent.rootId(),
        parent.chainPosition() + 1,
        at(daysAgo),
        null,
        false);
  }

  private static HeldBackup with(HeldBackup backup, Instant until, boolean restoring) {
    return new HeldBackup(
        backup.id(),
        backup.type(),
        null,
        backup.rootId(),
        0,
        backup.completedAt(),
        until,
        restoring);
  }

  private static Instant at(int daysAgo) {
    return NOW.minus(Duration.ofDays(daysAgo));
  }
}
