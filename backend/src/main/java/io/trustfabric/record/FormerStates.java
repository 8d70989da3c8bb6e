package io.trustfabric.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a record was, rebuilt from the ledger's lines alone; implemented by the ledger.
public interface FormerStates {

  /// What stands where a personal value was erased.
  String ERASED = "erased";

  /// A record at one moment of its past.
  ///
  /// @param position place of the line that made it so; null in the moment before it has one
  /// @param occurredAt when that line was written
  /// @param recordVersion the record's version then
  /// @param stateSha256 hex digest of the state, as the line has it and as it was found again
  /// @param erased JSON pointers into `state` of the personal values that were erased since
  /// @param state all fields that had a value, readable, in the ledger's form
  record FormerState(
      Long position,
      Instant occurredAt,
      long recordVersion,
      String stateSha256,
      List<String> erased,
      ObjectNode state) {}

  /// A record's state at that moment; empty when there was none of that type and id yet.
  ///
  /// @param personal JSON pointers of the personal values of such records
  /// @throws Invalid for a position that was not given yet
  /// @throws NotBorneOut when the lines do not come to the state that they name
  Optional<FormerState> at(String recordType, UUID recordId, Set<String> personal, AsOf asOf);

  /// The ledger contradicts itself about a record: whatever would be answered would be made up.
  final class NotBorneOut extends RuntimeException {
    public NotBorneOut(String what) {
      super(what);
    }
  }
}
