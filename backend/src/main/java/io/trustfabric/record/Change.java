package io.trustfabric.record;

/// One change of one record, on its way to the ledger.
///
/// @param action what was done: `security_event.status_changed`
/// @param reason why, in the words of the one who did it; null when not asked for
/// @param before the state before; null for a new record
/// @param after the state after
/// @param erasing whether personal values were erased: then what was before is told to nobody again
public record Change(
    String action, String reason, RecordState before, RecordState after, boolean erasing) {

  public Change(String action, String reason, RecordState before, RecordState after) {
    this(action, reason, before, after, false);
  }
}
