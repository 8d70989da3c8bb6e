package io.trustfabric.security.events;

import java.time.Instant;

/// How often and when an event was seen.
public record Sightings(long occurrences, Instant firstSeenAt, Instant lastSeenAt) {

  /// Of an event without a fingerprint: once.
  static Sightings once(SecurityEvent event) {
    return new Sightings(1, event.occurredAt, event.occurredAt);
  }
}
