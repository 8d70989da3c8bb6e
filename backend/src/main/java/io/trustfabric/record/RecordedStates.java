package io.trustfabric.record;

import java.util.Optional;
import java.util.UUID;

/// What the ledger last wrote of a record; implemented by the ledger, for those who refer to a
/// record's state and may not read the ledger themselves.
public interface RecordedStates {

  /// A record's state as the ledger has it.
  ///
  /// @param version the record's version in that state
  /// @param stateSha256 hex digest of that state
  record RecordedState(long version, String stateSha256) {}

  /// The newest state of a record; empty when the ledger knows none of that type and id.
  Optional<RecordedState> newest(String recordType, UUID recordId);
}
