package io.trustfabric.backup.restores;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/// What is known of a completed restore, all in one place: the ledger's line of its completion
/// holds it, so that who reads only that line knows what was restored from what, and how it was
/// checked.
///
/// @param target what had been backed up
/// @param backupIds the chain it came from, from the full on
/// @param checks the figures that were reported
/// @param verdicts what they came to
@RegisterForReflection
public record RestoreVerification(
    String target, List<UUID> backupIds, RestoreChecks checks, List<RestoreVerdict> verdicts) {

  static RestoreVerification of(String target, List<UUID> backupIds, RestoreChecks checks) {
    return new RestoreVerification(target, backupIds, checks, checks.verdicts());
  }

  /// What all checks together came to.
  Verified outcome() {
    return Verified.all(verdicts.stream().map(RestoreVerdict::outcome).toList());
  }
}
