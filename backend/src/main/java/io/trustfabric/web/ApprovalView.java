package io.trustfabric.web;

import io.trustfabric.record.Approval;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A request for a second person as clients see it.
public record ApprovalView(
    UUID id,
    Long version,
    Instant createdAt,
    String action,
    String recordType,
    UUID recordId,
    Long recordVersion,
    Map<String, Object> payload,
    String payloadSha256,
    ApprovalStatus status,
    String requestReason,
    Author requestedBy,
    @Schema(nullable = true) Author decidedBy,
    @Schema(nullable = true) Instant decidedAt,
    @Schema(nullable = true) String decisionReason,
    Instant expiresAt) {

  public static ApprovalView of(Approval approval) {
    return new ApprovalView(
        approval.id,
        approval.version,
        approval.createdAt,
        approval.action,
        approval.recordType,
        approval.recordId,
        approval.recordVersion,
        approval.payload,
        approval.payloadSha256,
        approval.status(),
        approval.requestReason,
        approval.requestedBy,
        approval.decidedBy,
        approval.decidedAt,
        approval.decisionReason,
        approval.expiresAt);
  }
}
