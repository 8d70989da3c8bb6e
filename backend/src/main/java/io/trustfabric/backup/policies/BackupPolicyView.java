package io.trustfabric.backup.policies;

import io.trustfabric.record.Author;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A policy as clients see it.
///
/// @param status `proposed` until a second person has agreed
/// @param activatedAt since when it holds
public record BackupPolicyView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    String target,
    BackupPolicyStatus status,
    @Schema(nullable = true) Instant activatedAt,
    String owner,
    BackupCadence cadence,
    Duration tolerance,
    Duration rpo,
    Duration rto,
    BackupKeeping retention) {

  static BackupPolicyView of(BackupPolicy policy) {
    var terms = policy.terms();
    return new BackupPolicyView(
        policy.id,
        policy.version,
        policy.createdAt,
        policy.createdBy,
        policy.updatedAt,
        policy.updatedBy,
        policy.metadata,
        policy.target,
        policy.status(),
        policy.activatedAt(),
        terms.owner(),
        terms.cadence(),
        terms.tolerance(),
        terms.rpo(),
        terms.rto(),
        terms.retention());
  }
}
