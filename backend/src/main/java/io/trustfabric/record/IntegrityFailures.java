package io.trustfabric.record;

import java.util.Map;
import java.util.UUID;

/// Where the ledger tells that it is not what was written. The security service implements it.
public interface IntegrityFailures {

  /// Records a critical event in the running transaction; what was told before and is still open is
  /// that event again.
  ///
  /// @param cause what is broken, in a form that is the same each time it is found
  /// @param place where, at most 500 characters
  /// @param problem what is wrong there
  /// @param metadata what else is known
  /// @return the event that it is or repeats
  UUID record(String cause, String place, String problem, Map<String, Object> metadata);
}
