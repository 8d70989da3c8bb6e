package io.trustfabric.modelops.mlflow;

import io.trustfabric.record.Approval;

/// Told instead of an answer where another person has to agree first: what was asked for is kept,
/// so the transaction that throws this is to be committed.
class AwaitsSecondPerson extends MlflowError {

  AwaitsSecondPerson(Approval approval) {
    super(
        Code.INVALID_STATE,
        "A second person has to agree first: approval %s waits for a decision (POST /api/approvals/%s/decision). Nothing is changed until then."
            .formatted(approval.id, approval.id));
  }
}
