package io.trustfabric.backup.restores;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.backup.backups.Backup;
import io.trustfabric.backup.backups.BackupChain;
import io.trustfabric.backup.backups.Backups;
import io.trustfabric.backup.policies.BackupPolicy;
import io.trustfabric.record.Conflict;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Keeps restores, and works out from figures what they proved.
@ApplicationScoped
public class Restores {

  private static final TypeReference<Map<String, Object>> FREE = new TypeReference<>() {};

  private final ObjectMapper mapper;

  Restores(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /// @throws Conflict naming the links of the backup's chain that are not there to be restored
  @Transactional
  Restore request(UUID backupId, RestoreRequest request) {
    var backup = Backups.locked(backupId, null);
    var broken = BackupChain.of(backup).brokenLinks();
    if (!broken.isEmpty()) {
      throw new Conflict(cannotBeRestored(backup, broken));
    }
    var restore = new Restore(backup.id, backup.target, request.requestedAt(), request.reason());
    restore.purpose = Objects.requireNonNullElse(request.purpose(), RestorePurpose.DRILL);
    restore.targetEnvironment = request.targetEnvironment();
    if (request.metadata() != null) {
      restore.metadata = request.metadata();
    }
    restore.persistAndFlush();
    return restore;
  }

  @Transactional
  Restore start(UUID id, String ifMatch, RestoreStart start) {
    var restore = locked(id, ifMatch);
    restore.start(start.startedAt());
    Restore.flush();
    return restore;
  }

  @Transactional
  Restore complete(UUID id, String ifMatch, RestoreCompletion completion) {
    var restore = locked(id, ifMatch);
    var checks = completion.checksOrNone();
    checks.check();
    Backup backup = Backup.findById(restore.backupId);
    var verification = RestoreVerification.of(restore.target, BackupChain.of(backup).ids(), checks);
    restore.complete(completion, verification.outcome(), mapper.convertValue(verification, FREE));
    BackupPolicy.activeOf(restore.target)
        .ifPresent(policy -> restore.hold(policy.rpoSeconds(), policy.rtoSeconds()));
    Restore.flush();
    return restore;
  }

  @Transactional
  Restore fail(UUID id, String ifMatch, RestoreFailure failure) {
    var restore = locked(id, ifMatch);
    restore.fail(failure.completedAt(), failure.failureReason());
    Restore.flush();
    return restore;
  }

  /// The restore of a backup that is to be completed where only the backup is named: the one that
  /// has begun, or else the one that was asked for.
  ///
  /// @throws Conflict when it is not clear which
  UUID underWay(UUID backupId) {
    if (Backup.findById(backupId) == null) {
      throw Refusal.notFound("backup", backupId);
    }
    var open = Restore.open(List.of(backupId));
    var begun = open.stream().filter(r -> r.status() == RestoreStatus.IN_PROGRESS).toList();
    var meant = begun.isEmpty() ? open : begun;
    if (meant.size() != 1) {
      throw new Conflict(
          meant.isEmpty()
              ? "No restore of this backup is under way."
              : "%d restores of this backup are under way; complete one by its own id."
                  .formatted(meant.size()));
    }
    return meant.getFirst().id;
  }

  RestoreView view(Restore restore) {
    return RestoreView.of(
        restore, mapper.convertValue(restore.verification(), RestoreVerification.class));
  }

  private static Restore locked(UUID id, String ifMatch) {
    Restore restore = Restore.findById(id, LockModeType.PESSIMISTIC_WRITE);
    if (restore == null) {
      throw Refusal.notFound("restore", id);
    }
    IfMatch.check(restore, ifMatch);
    return restore;
  }

  private static String cannotBeRestored(Backup backup, List<Backup> broken) {
    var link = broken.getFirst();
    return link.id.equals(backup.id) && broken.size() == 1
        ? "It is %s; only a completed backup can be restored."
            .formatted(Backups.words(link.status()))
        : "Its chain is broken: backup %s, which it needs, is %s."
            .formatted(link.id, Backups.words(link.status()));
  }
}
