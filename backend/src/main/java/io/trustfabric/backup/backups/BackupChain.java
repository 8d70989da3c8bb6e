package io.trustfabric.backup.backups;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a backup needs to be restored, and what needs it.
///
/// @param links from the full to the backup itself
/// @param dependents what stands on the backup, directly or not, those nearest to it first
public record BackupChain(List<Backup> links, List<Backup> dependents) {

  public static BackupChain of(Backup backup) {
    var members = Backup.ofChain(backup.rootBackupId());
    var byId = members.stream().collect(Collectors.toMap(b -> b.id, Function.identity()));
    var links = new ArrayList<Backup>();
    for (var link = backup; link != null; link = byId.get(link.parentBackupId())) {
      links.addFirst(link);
    }
    var standing = new HashSet<>(Set.of(backup.id));
    var dependents =
        members.stream()
            .filter(b -> b.parentBackupId() != null && standing.contains(b.parentBackupId()))
            .filter(b -> standing.add(b.id))
            .toList();
    return new BackupChain(List.copyOf(links), dependents);
  }

  /// The links that are not there to be restored: running, failed or expired.
  public List<Backup> brokenLinks() {
    return links.stream().filter(link -> !link.isCompleted()).toList();
  }

  /// The ids of its links, from the full on.
  public List<UUID> ids() {
    return links.stream().map(link -> link.id).toList();
  }
}
