package io.trustfabric.record;

/// Which of the running processes does what must be done once: ordering the ledger, and schedules.
public interface Leadership {

  /// Whether this process leads at the moment. A schedule still has to bear two at once: a leader
  /// that was frozen learns late that it leads no more.
  boolean isLeading();
}
