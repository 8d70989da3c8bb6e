package io.trustfabric.ledger;

import io.trustfabric.record.Approval;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An erasure, asked for or done, as clients see it.
///
/// @param approvalId the request that a second person decides
/// @param fields JSON pointers into the record's state; `/reason` for the reasons in its lines
/// @param status done once `approved`
/// @param erasedValues how many values went from the record's lines; null unless done
public record ErasureView(
    UUID approvalId,
    String recordType,
    UUID recordId,
    List<String> fields,
    String gdprReference,
    ApprovalStatus status,
    String requestReason,
    Author requestedBy,
    Instant requestedAt,
    @Schema(nullable = true) Author decidedBy,
    @Schema(nullable = true) Instant decidedAt,
    @Schema(nullable = true) String decisionReason,
    Instant expiresAt,
    @Schema(nullable = true) Long erasedValues) {

  static ErasureView of(Approval approval, Long erasedValues) {
    return new ErasureView(
        approval.id,
        approval.recordType,
        approval.recordId,
        Erasures.fields(approval.payload()),
        approval.payload().path("gdprReference").textValue(),
        approval.status(),
        approval.requestReason,
        approval.requestedBy,
        approval.createdAt,
        approval.decidedBy,
        approval.decidedAt,
        approval.decisionReason,
        approval.expiresAt,
        erasedValues);
  }
}
