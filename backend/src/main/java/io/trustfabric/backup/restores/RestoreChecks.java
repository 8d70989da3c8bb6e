package io.trustfabric.backup.restores;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.NotASecret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What was seen of a restored system, as figures: what they come to is worked out here and by
/// nobody else. A check that is left out was not run.
///
/// @param recoveryTarget whether recovery came as far as it should and no further
/// @param canaryBefore a row committed before the recovery target
/// @param canaryAfter a row committed after it
/// @param ledger the restored ledger against what was kept outside
/// @param records restored rows against the ledger's digests of them
@RegisterForReflection
public record RestoreChecks(
    @Schema(nullable = true) @Valid RecoveryTargetCheck recoveryTarget,
    @Schema(nullable = true) @Valid CanaryCheck canaryBefore,
    @Schema(nullable = true) @Valid CanaryCheck canaryAfter,
    @Schema(nullable = true) @Valid LedgerCheck ledger,
    @Schema(nullable = true) @Valid RecordsCheck records) {

  static final RestoreChecks NONE = new RestoreChecks(null, null, null, null, null);

  /// Recovery to a point in time.
  ///
  /// @param wanted the point
  /// @param lastCommitAt commit time of the last transaction that was replayed
  /// @param stoppedBeforeCommitAt commit time of the first transaction that was not: recovery
  ///   stopped before it. Null when the archive ended first, and with it the recovery
  @RegisterForReflection
  public record RecoveryTargetCheck(
      @NotNull Instant wanted,
      @NotNull Instant lastCommitAt,
      @Schema(nullable = true) Instant stoppedBeforeCommitAt) {}

  /// A row that was written for the check.
  ///
  /// @param committedAt when it was committed in the system that was backed up
  /// @param rows how many rows of its key the restored system has
  @RegisterForReflection
  public record CanaryCheck(
      @NotBlank @Size(max = 200) @NotASecret String key,
      @NotNull Instant committedAt,
      @NotNull @Min(0) @Max(1L << 53) Long rows) {}

  /// The ledger's positions 0 to `lastPosition`.
  ///
  /// @param expectedSha256 the hash of these positions as it was kept outside of what was backed up
  /// @param restoredSha256 the same hash, worked out from the restored ledger
  @RegisterForReflection
  public record LedgerCheck(
      @NotNull @Min(0) @Max(1L << 53) Long lastPosition,
      @NotNull @Pattern(regexp = SHA256, message = SHA256_SAID) String expectedSha256,
      @NotNull @Pattern(regexp = SHA256, message = SHA256_SAID) String restoredSha256) {

    private static final String SHA256 = "[0-9a-f]{64}";
    private static final String SHA256_SAID = "must be 64 hex digits in lower case";
  }

  /// Each restored row's digest against its last `stateSha256` in the restored ledger.
  ///
  /// @param checked how many rows were looked at
  /// @param differing how many of them have another digest, or are missing
  @RegisterForReflection
  public record RecordsCheck(
      @NotNull @Min(0) @Max(1L << 53) Long checked,
      @NotNull @Min(0) @Max(1L << 53) Long differing) {}

  /// @throws Invalid naming figures that cannot be
  void check() {
    var errors = new ArrayList<Invalid.Field>();
    if (recoveryTarget != null
        && recoveryTarget.stoppedBeforeCommitAt() != null
        && recoveryTarget.stoppedBeforeCommitAt().isBefore(recoveryTarget.lastCommitAt())) {
      errors.add(
          new Invalid.Field(
              "/checks/recoveryTarget/stoppedBeforeCommitAt", "must not be before lastCommitAt"));
    }
    if (records != null && records.differing() > records.checked()) {
      errors.add(
          new Invalid.Field("/checks/records/differing", "must not be more than were checked"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /// What the figures come to, check by check.
  List<RestoreVerdict> verdicts() {
    return List.of(
        RestoreVerdict.ofRecovery(recoveryTarget),
        RestoreVerdict.ofCanaryBefore(canaryBefore, recoveryTarget),
        RestoreVerdict.ofCanaryAfter(canaryAfter, recoveryTarget),
        RestoreVerdict.ofLedger(ledger),
        RestoreVerdict.ofRecords(records));
  }
}
