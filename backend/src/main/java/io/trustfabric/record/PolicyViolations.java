package io.trustfabric.record;

import java.util.List;
import java.util.UUID;

/// Where a feature tells that a rule of its own was not kept. The security service implements it.
public interface PolicyViolations {

  /// Records violations in the running transaction, each once while it is open.
  ///
  /// @return for each in order the security event that it is or repeats
  List<UUID> record(List<PolicyViolation> violations);
}
