package io.trustfabric.security.sources;

import io.trustfabric.record.Clock;
import io.trustfabric.security.events.SecurityEventReport;
import io.trustfabric.security.events.SecurityEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;

/// Turns entries of Keycloak's event log into security events, each once: the events, the ids of
/// the entries and the cursor are written in one transaction, under a lock on the cursor.
@ApplicationScoped
public class TakenEvents {

  /// Clocks may differ by this much, here as in reports over HTTP.
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /// How old `read_at` may get while there is nothing else to write.
  private static final Duration READ_AT_STEP = Duration.ofMinutes(1);

  private final Session session;
  private final SecurityEvents events;

  TakenEvents(Session session, SecurityEvents events) {
    this.session = session;
    this.events = events;
  }

  /// Where a stream stands.
  ///
  /// @param readsFrom the earliest time to read, in whole milliseconds
  /// @param readAt when it was last read to its end
  record Cursor(Instant readsFrom, Instant readAt) {}

  /// Entries as they were read.
  ///
  /// @param completeAt when reading began, where these are the last there were; null when there are
  ///   more
  record Entries(List<KeycloakEvent> events, Instant completeAt) {}

  /// Where the stream stands; at `start` when it was never read.
  @Transactional
  Cursor cursor(KeycloakStream stream, Instant start) {
    session
        .createNativeMutationQuery(
            """
            INSERT INTO identity_event_cursors (stream, reads_from, read_at)
            VALUES (:stream, date_trunc('milliseconds', CAST(:start AS timestamptz)), :now) ON CONFLICT DO NOTHING
            """)
        .setParameter("stream", stream.stored())
        .setParameter("start", start)
        .setParameter("now", Clock.now())
        .executeUpdate();
    return cursor(stream, "");
  }

  /// Takes entries that were not taken before.
  ///
  /// @param overlap how late an entry may become visible
  /// @return whether they were; not when another process is taking some at this moment
  @Transactional
  boolean take(KeycloakStream stream, Entries entries, Duration overlap) {
    var cursor = cursor(stream, "FOR UPDATE SKIP LOCKED");
    if (cursor == null) {
      return false;
    }
    var fresh = fresh(stream, entries.events(), cursor);
    var now = Clock.now();
    var reports = new ArrayList<SecurityEventReport>();
    var taken = new ArrayList<KeycloakEvent>();
    for (var event : fresh) {
      stream
          .report(event, now)
          .ifPresent(
              report -> {
                reports.add(report);
                taken.add(event);
              });
    }
    if (!reports.isEmpty()) {
      events.recordAll(reports);
      remember(stream, taken);
    }
    advance(stream, cursor, entries, overlap, !reports.isEmpty());
    return true;
  }

  private Cursor cursor(KeycloakStream stream, String lock) {
    var row =
        session
            .createNativeQuery(
                "SELECT reads_from, read_at FROM identity_event_cursors WHERE stream = :stream "
                    + lock,
                Object[].class)
            .setParameter("stream", stream.stored())
            .getSingleResultOrNull();
    return row == null ? null : new Cursor((Instant) row[0], (Instant) row[1]);
  }

  private List<KeycloakEvent> fresh(
      KeycloakStream stream, List<KeycloakEvent> events, Cursor cursor) {
    var known = known(stream, events);
    // Another process may have moved the cursor since these were read, and forgotten what is
    // before.
    return events.stream()
        .filter(event -> !event.at().isBefore(cursor.readsFrom()))
        .filter(event -> known.add(event.id()))
        .toList();
  }

  private Set<String> known(KeycloakStream stream, List<KeycloakEvent> events) {
    return events.isEmpty()
        ? new HashSet<>()
        : new HashSet<>(
            session
                .createNativeQuery(
                    "SELECT event_id FROM identity_events_taken WHERE stream = :stream AND event_id = ANY (:ids)",
                    String.class)
                .setParameter("stream", stream.stored())
                .setParameter("ids", events.stream().map(KeycloakEvent::id).toArray(String[]::new))
                .getResultList());
  }

  private void remember(KeycloakStream stream, List<KeycloakEvent> events) {
    session
        .createNativeMutationQuery(
            """
            INSERT INTO identity_events_taken (stream, event_id, occurred_at)
            SELECT :stream, i, t FROM unnest(CAST(:ids AS text[]), CAST(:times AS timestamptz[])) AS n(i, t)
            """)
        .setParameter("stream", stream.stored())
        .setParameter("ids", events.stream().map(KeycloakEvent::id).toArray(String[]::new))
        .setParameter(
            "times", events.stream().map(event -> event.at().toString()).toArray(String[]::new))
        .executeUpdate();
  }

  /// Moves the cursor to where nothing can become visible any more, and forgets what is before.
  /// Read to its end the log also grows old by the clock, so that a storm is not read again for
  /// ever after it is over.
  private void advance(
      KeycloakStream stream, Cursor cursor, Entries entries, Duration overlap, boolean anything) {
    var to = cursor.readsFrom();
    if (!entries.events().isEmpty()) {
      to = later(to, entries.events().getLast().at().minus(overlap));
    }
    if (entries.completeAt() != null) {
      to = later(to, entries.completeAt().minus(overlap).minus(CLOCKS_DIFFER));
    }
    var complete = entries.completeAt() == null ? cursor.readAt() : entries.completeAt();
    if (!anything && complete.isBefore(cursor.readAt().plus(READ_AT_STEP))) {
      return;
    }
    session
        .createNativeMutationQuery(
            "UPDATE identity_event_cursors SET reads_from = :to, read_at = :at WHERE stream = :stream")
        .setParameter("to", to)
        .setParameter("at", later(cursor.readAt(), complete))
        .setParameter("stream", stream.stored())
        .executeUpdate();
    session
        .createNativeMutationQuery(
            "DELETE FROM identity_events_taken WHERE stream = :stream AND occurred_at < :to")
        .setParameter("to", to)
        .setParameter("stream", stream.stored())
        .executeUpdate();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other.truncatedTo(ChronoUnit.MILLIS);
  }
}
