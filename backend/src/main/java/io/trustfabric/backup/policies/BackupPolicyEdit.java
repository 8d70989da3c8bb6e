package io.trustfabric.backup.policies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.web.NotASecret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;

/// The part of a policy that may change. What is left out stays.
///
/// @param retired whether it is to hold no longer
/// @param reason why, required; the second person reads it
@RegisterForReflection
public record BackupPolicyEdit(
    @NotBlank @Size(max = 300) @NotASecret String owner,
    @NotNull @Valid BackupCadence cadence,
    @NotNull Duration tolerance,
    @NotNull Duration rpo,
    @NotNull Duration rto,
    @NotNull @Valid BackupKeeping retention,
    @NotNull Boolean retired,
    @NotBlank @Size(max = 2_000) String reason) {

  static BackupPolicyEdit of(BackupPolicy policy) {
    var terms = policy.terms();
    return new BackupPolicyEdit(
        terms.owner(),
        terms.cadence(),
        terms.tolerance(),
        terms.rpo(),
        terms.rto(),
        terms.retention(),
        terms.retired(),
        null);
  }

  BackupTerms terms() {
    return new BackupTerms(owner, cadence, tolerance, rpo, rto, retention, retired);
  }
}
