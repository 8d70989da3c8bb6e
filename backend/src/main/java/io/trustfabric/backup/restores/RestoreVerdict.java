package io.trustfabric.backup.restores;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.backup.restores.RestoreChecks.CanaryCheck;
import io.trustfabric.backup.restores.RestoreChecks.LedgerCheck;
import io.trustfabric.backup.restores.RestoreChecks.RecordsCheck;
import io.trustfabric.backup.restores.RestoreChecks.RecoveryTargetCheck;

/// What one check came to.
///
/// @param check the check's name, as in the figures
/// @param detail why, in words
@RegisterForReflection
public record RestoreVerdict(String check, Verified outcome, String detail) {

  /// Reached means: what was to be replayed was, and what came after was seen and left out. Where
  /// the archive ends before the target nobody knows what is missing.
  static RestoreVerdict ofRecovery(RecoveryTargetCheck recovery) {
    var name = "recoveryTarget";
    if (recovery == null) {
      return notRun(name);
    }
    if (recovery.stoppedBeforeCommitAt() == null) {
      return failed(name, "The archive ended before the recovery target was reached.");
    }
    if (recovery.lastCommitAt().isAfter(recovery.wanted())) {
      return failed(name, "A transaction committed after the recovery target was replayed.");
    }
    if (recovery.stoppedBeforeCommitAt().isBefore(recovery.wanted())) {
      return failed(name, "Recovery stopped before the recovery target.");
    }
    return passed(name, "Recovery stopped at the recovery target.");
  }

  static RestoreVerdict ofCanaryBefore(CanaryCheck canary, RecoveryTargetCheck recovery) {
    var name = "canaryBefore";
    if (canary == null || recovery == null) {
      return notRun(name);
    }
    if (canary.committedAt().isAfter(recovery.wanted())) {
      return failed(name, "The row was committed after the recovery target, so it proves nothing.");
    }
    return canary.rows() == 1
        ? passed(name, "The row from before the recovery target is there.")
        : failed(
            name, "Of the row from before the recovery target there are " + canary.rows() + ".");
  }

  static RestoreVerdict ofCanaryAfter(CanaryCheck canary, RecoveryTargetCheck recovery) {
    var name = "canaryAfter";
    if (canary == null || recovery == null) {
      return notRun(name);
    }
    if (!canary.committedAt().isAfter(recovery.wanted())) {
      return failed(
          name, "The row was not committed after the recovery target, so it proves nothing.");
    }
    return canary.rows() == 0
        ? passed(name, "The row from after the recovery target is not there.")
        : failed(name, "The row from after the recovery target is there.");
  }

  static RestoreVerdict ofLedger(LedgerCheck ledger) {
    var name = "ledger";
    if (ledger == null) {
      return notRun(name);
    }
    return ledger.expectedSha256().equals(ledger.restoredSha256())
        ? passed(name, "Positions 0 to %d are those kept outside.".formatted(ledger.lastPosition()))
        : failed(
            name, "Positions 0 to %d are not those kept outside.".formatted(ledger.lastPosition()));
  }

  static RestoreVerdict ofRecords(RecordsCheck records) {
    var name = "records";
    if (records == null || records.checked() == 0) {
      return notRun(name);
    }
    return records.differing() == 0
        ? passed(name, "All %d rows are as the ledger says.".formatted(records.checked()))
        : failed(
            name,
            "Of %d rows %d are not as the ledger says."
                .formatted(records.checked(), records.differing()));
  }

  private static RestoreVerdict passed(String check, String detail) {
    return new RestoreVerdict(check, Verified.PASSED, detail);
  }

  private static RestoreVerdict failed(String check, String detail) {
    return new RestoreVerdict(check, Verified.FAILED, detail);
  }

  private static RestoreVerdict notRun(String check) {
    return new RestoreVerdict(check, Verified.NOT_RUN, "It was not looked at.");
  }
}
