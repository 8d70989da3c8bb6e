package io.trustfabric.ledger.verify;

/// How much was looked at.
final class VerificationFigures {
  long lines;
  long batchRows;
  long withoutValue;
  long checkpoints;
  long records;
}
