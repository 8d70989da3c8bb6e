package io.trustfabric.backup.backups;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// A backup that begins.
///
/// @param target what is backed up
/// @param engine what makes the backup
/// @param region where it will lie
/// @param startedAt now when not said
/// @param location where it will lie, where that is known by now; never with credentials
/// @param encryptionAlgorithm required where it is encrypted
/// @param parentBackupId what an incremental or differential stands on
/// @param retentionUntil until when it must be kept, whatever the policy says
public record BackupReport(
    @NotNull BackupType backupType,
    @NotBlank @Size(max = 200) @Pattern(regexp = NO_SPACE, message = NO_SPACE_SAID) @NotASecret
        String target,
    @NotBlank @Size(max = 100) @Pattern(regexp = NO_SPACE, message = NO_SPACE_SAID) @NotASecret
        String engine,
    @NotBlank @Size(max = 100) @Pattern(regexp = NO_SPACE, message = NO_SPACE_SAID) @NotASecret
        String region,
    @PastOrPresent Instant startedAt,
    @Size(max = 1_000) @Pattern(regexp = LOCATION, message = LOCATION_SAID) @NotASecret
        String location,
    @NotNull Boolean encrypted,
    @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{1,49}",
            message = "must be an algorithm's name in lower case, such as aes-256-gcm")
        String encryptionAlgorithm,
    UUID parentBackupId,
    Instant retentionUntil,
    @NotASecret Map<String, Object> metadata) {

  private static final String NO_SPACE = "\\S(.*\\S)?";
  private static final String NO_SPACE_SAID = "must have no space at either end";

  /// A path or an address that opens nothing by itself: no name before `@`, no query, where signed
  /// addresses have their signature.
  static final String LOCATION = "(?!.*://[^/]*@)[^\\s?#]+";

  static final String LOCATION_SAID =
      "must be a path or an address without spaces, without a name before @ and without a query";

  /// @throws Invalid naming every field that does not go with the others
  void check() {
    var errors = new ArrayList<Invalid.Field>();
    if (encrypted && encryptionAlgorithm == null) {
      errors.add(
          new Invalid.Field("/encryptionAlgorithm", "is required where a backup is encrypted"));
    }
    if (!encrypted && encryptionAlgorithm != null) {
      errors.add(new Invalid.Field("/encryptionAlgorithm", "goes with a backup that is encrypted"));
    }
    if (backupType == BackupType.FULL && parentBackupId != null) {
      errors.add(new Invalid.Field("/parentBackupId", "a full stands alone"));
    }
    if (backupType != BackupType.FULL && parentBackupId == null) {
      errors.add(new Invalid.Field("/parentBackupId", "is required unless it is a full"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /// The backup.
  ///
  /// @param parent what it stands on; null for a full
  /// @throws Invalid naming what does not go with its parent
  Backup toBackup(Backup parent) {
    var began = Objects.requireNonNullElseGet(startedAt, Clock::now);
    if (parent != null) {
      checkAgainst(parent, began);
    }
    var backup = new Backup(backupType, parent, location, retentionUntil);
    backup.target = target;
    backup.engine = engine;
    backup.region = region;
    backup.startedAt = began;
    backup.encrypted = encrypted;
    backup.encryptionAlgorithm = encryptionAlgorithm;
    if (metadata != null) {
      backup.metadata = metadata;
    }
    return backup;
  }

  private void checkAgainst(Backup parent, Instant began) {
    var errors = new ArrayList<Invalid.Field>();
    if (!parent.target.equals(target)) {
      errors.add(new Invalid.Field("/parentBackupId", "is a backup of another target"));
    } else if (!parent.engine.equals(engine)) {
      errors.add(new Invalid.Field("/parentBackupId", "is a backup by another engine"));
    } else if (backupType == BackupType.DIFFERENTIAL && parent.backupType != BackupType.FULL) {
      errors.add(new Invalid.Field("/parentBackupId", "must be a full for a differential"));
    }
    if (parent.isCompleted() && began.isBefore(parent.completedAt())) {
      errors.add(
          new Invalid.Field(
              "/startedAt", "must not be before its parent ended, at " + parent.completedAt()));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }
}
