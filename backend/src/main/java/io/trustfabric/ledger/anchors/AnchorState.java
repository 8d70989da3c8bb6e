package io.trustfabric.ledger.anchors;

import java.time.Instant;

/// How far one place has come.
///
/// @param origin of the last checkpoint it took; null for none
/// @param size of that checkpoint; 0 for none
/// @param at when it took it
/// @param aheadEpoch the epoch of a checkpoint kept there that this ledger does not have; null when
///   there is none
/// @param aheadSize that checkpoint's size
/// @param aheadNote that checkpoint; null where the place tells only its size
/// @param failures how often it failed in a row
/// @param nextAt before which it is not asked again
record AnchorState(
    String name,
    String origin,
    long size,
    Instant at,
    Integer aheadEpoch,
    Long aheadSize,
    String aheadNote,
    int failures,
    Instant nextAt,
    String lastError,
    Instant lastErrorAt) {

  static AnchorState unknown(String name) {
    return new AnchorState(name, null, 0, null, null, null, null, 0, Instant.EPOCH, null, null);
  }

  AnchorState took(String origin, long size, Instant now) {
    return new AnchorState(
        name, origin, size, now, null, null, null, 0, Instant.EPOCH, lastError, lastErrorAt);
  }

  /// It answered, and keeps nothing that this ledger does not have.
  AnchorState agrees() {
    return new AnchorState(
        name, origin, size, at, null, null, null, 0, Instant.EPOCH, lastError, lastErrorAt);
  }

  AnchorState isAhead(int epoch, long itsSize, String note, String message, Instant now) {
    return new AnchorState(
        name, origin, size, at, epoch, itsSize, note, 0, Instant.EPOCH, message, now);
  }

  /// Asked again after 1, 2, 4 ... seconds, a minute at most.
  AnchorState failed(String message, Instant now) {
    var wait = Math.min(60, 1L << Math.min(failures, 6));
    return new AnchorState(
        name,
        origin,
        size,
        at,
        aheadEpoch,
        aheadSize,
        aheadNote,
        failures + 1,
        now.plusSeconds(wait),
        message,
        now);
  }

  /// Whether it keeps what this ledger lost, and nobody has opened another epoch since.
  boolean isAheadOf(int epoch) {
    return aheadEpoch != null && aheadEpoch >= epoch;
  }
}
