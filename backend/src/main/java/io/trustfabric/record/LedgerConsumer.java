package io.trustfabric.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Makes something of the ledger's lines, in their order. How far it has come is kept in the
/// database and moves in the transaction in which lines were taken: whatever is killed when, each
/// line has its effect once.
public interface LedgerConsumer {

  /// One line in its place.
  ///
  /// @param position counts all lines from 0
  /// @param recordId null for a batch, and for what is about no record
  /// @param recordVersion null where no record changed
  /// @param stateSha256 digest of the record after the change, hex; null where none changed
  /// @param change fields before and after; personal ones by their digests only
  record LedgerLine(
      long position,
      Instant occurredAt,
      Author actor,
      String action,
      String recordType,
      UUID recordId,
      Long recordVersion,
      String stateSha256,
      ObjectNode change) {}

  /// Under which its place is kept. A consumer that is new begins with the first line.
  String consumerName();

  /// Takes the next lines. All effects belong into the running transaction; what must happen
  /// outside of it is for another consumer's own means. When this throws, nothing has happened and
  /// the same lines come again: none is ever left out.
  void take(List<LedgerLine> lines);
}
