package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/// An act that needs a second person. The feature that owns the act implements it as a bean.
public interface ApprovedAction {

  /// The act's name: `security_event.waive_authority_report`.
  String action();

  /// The record the act is about; null when there is none of that id.
  TrustRecord find(UUID id);

  /// Does what was approved; runs in the transaction of the decision.
  void carryOut(TrustRecord record, JsonNode payload, String reason);

  /// Told when it was not approved after all: rejected, or not decided in time. Runs in the same
  /// transaction; does nothing unless something waits for the answer.
  ///
  /// @param how rejected or expired
  default void leaveBe(UUID id, ApprovalStatus how) {}
}
