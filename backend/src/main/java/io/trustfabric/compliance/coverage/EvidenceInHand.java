package io.trustfabric.compliance.coverage;

import java.time.Instant;

/// What of the evidence that names a control is still to be done.
///
/// @param inHand how many pieces are drafts, submitted or sent back
/// @param nextReviewDueAt the earliest review due of approved ones; null where there are none
record EvidenceInHand(int inHand, Instant nextReviewDueAt) {

  static final EvidenceInHand NONE = new EvidenceInHand(0, null);
}
