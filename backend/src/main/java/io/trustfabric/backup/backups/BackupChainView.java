package io.trustfabric.backup.backups;

import java.util.List;
import java.util.UUID;

/// A backup's chain as clients see it.
///
/// @param restorable whether every link is completed and not expired
/// @param brokenLinks the ids of those that are not
/// @param links what it needs, from the full to itself
/// @param dependents what needs it, directly or not; at most 1,000 of `totalDependents`
public record BackupChainView(
    UUID backupId,
    Boolean restorable,
    List<UUID> brokenLinks,
    List<BackupView> links,
    Long totalDependents,
    List<BackupView> dependents) {

  private static final int MOST = 1_000;

  static BackupChainView of(Backup backup) {
    var chain = BackupChain.of(backup);
    var broken = chain.brokenLinks().stream().map(link -> link.id).toList();
    return new BackupChainView(
        backup.id,
        broken.isEmpty(),
        broken,
        chain.links().stream().map(BackupView::of).toList(),
        (long) chain.dependents().size(),
        chain.dependents().stream().limit(MOST).map(BackupView::of).toList());
  }
}
