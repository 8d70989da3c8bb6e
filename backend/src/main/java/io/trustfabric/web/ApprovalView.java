package io.trustfabric.web;

import io.trustfabric.record.Approval;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

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
    Author decidedBy,
    Instant decidedAt,
    String decisionReason,
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
