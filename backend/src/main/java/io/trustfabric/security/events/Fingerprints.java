package io.trustfabric.security.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.Session;

/// Finds out which reports are repeats. A fingerprint stands for one event as long as that event is
/// open or investigated; counting repeats does not touch the event itself.
@ApplicationScoped
public class Fingerprints {

  private static final String LOCK =
      """
      SELECT fingerprint, event_id FROM event_fingerprints
      WHERE current AND fingerprint = ANY (?) ORDER BY fingerprint FOR UPDATE
      """;

  /// A statement of its own after the locks, so that its snapshot sees what they waited for.
  private static final String RETIRE =
      """
      UPDATE event_fingerprints f SET current = false
      FROM security_events e
      WHERE f.event_id = e.id AND f.current AND f.event_id = ANY (?) AND e.status IN ('resolved', 'false_positive')
      """;

  private static final String COUNT =
      """
      INSERT INTO event_fingerprints AS f
        (fingerprint, event_id, event_time, current, occurrences, first_seen_at, last_seen_at, summarised)
      SELECT s.fingerprint, s.event_id, s.event_time, true, s.occurrences, s.first_seen_at, s.last_seen_at, 1
      FROM unnest(?::text[], ?::uuid[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::timestamptz[])
        s(fingerprint, event_id, event_time, occurrences, first_seen_at, last_seen_at)
      ON CONFLICT (fingerprint) WHERE current DO UPDATE SET
        occurrences = f.occurrences + excluded.occurrences,
        first_seen_at = least(f.first_seen_at, excluded.first_seen_at),
        last_seen_at = greatest(f.last_seen_at, excluded.last_seen_at)
      RETURNING fingerprint, event_id
      """;

  private final Session session;

  Fingerprints(Session session) {
    this.session = session;
  }

  /// Counts the reports' events by fingerprint and tells which event each of them belongs to:
  /// itself, or the one that it repeats. Fingerprints are taken in order, so that two batches never
  /// wait for one another in a circle.
  ///
  /// @param events those that may be new; those without a fingerprint always are
  Map<SecurityEvent, UUID> attribute(List<SecurityEvent> events) {
    var groups = new TreeMap<String, List<SecurityEvent>>();
    var belongs = new HashMap<SecurityEvent, UUID>();
    for (var event : events) {
      if (event.fingerprint == null) {
        belongs.put(event, event.id);
      } else {
        groups.computeIfAbsent(event.fingerprint, f -> new ArrayList<>()).add(event);
      }
    }
    if (!groups.isEmpty()) {
      var owners = session.doReturningWork(connection -> owners(connection, groups));
      groups.forEach(
          (fingerprint, group) ->
              group.forEach(event -> belongs.put(event, owners.get(fingerprint))));
    }
    return belongs;
  }

  private static Map<String, UUID> owners(
      Connection connection, SortedMap<String, List<SecurityEvent>> groups) throws SQLException {
    retireWhereDone(connection, groups.keySet().toArray(String[]::new));
    var size = groups.size();
    var fingerprints = new ArrayList<String>(size);
    var ids = new ArrayList<UUID>(size);
    var times = new ArrayList<String>(size);
    var counts = new ArrayList<Long>(size);
    var firsts = new ArrayList<String>(size);
    var lasts = new ArrayList<String>(size);
    for (var group : groups.entrySet()) {
      var seen = group.getValue().stream().map(e -> e.occurredAt).sorted().toList();
      fingerprints.add(group.getKey());
      ids.add(group.getValue().getFirst().id);
      times.add(group.getValue().getFirst().occurredAt.toString());
      counts.add((long) seen.size());
      firsts.add(seen.getFirst().toString());
      lasts.add(seen.getLast().toString());
    }
    try (var count = connection.prepareStatement(COUNT)) {
      count.setArray(1, connection.createArrayOf("text", fingerprints.toArray()));
      count.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
      count.setArray(3, connection.createArrayOf("timestamptz", times.toArray()));
      count.setArray(4, connection.createArrayOf("bigint", counts.toArray()));
      count.setArray(5, connection.createArrayOf("timestamptz", firsts.toArray()));
      count.setArray(6, connection.createArrayOf("timestamptz", lasts.toArray()));
      var owners = new HashMap<String, UUID>();
      try (var rows = count.executeQuery()) {
        while (rows.next()) {
          owners.put(rows.getString(1), rows.getObject(2, UUID.class));
        }
      }
      return owners;
    }
  }

  private static void retireWhereDone(Connection connection, String[] fingerprints)
      throws SQLException {
    var known = new ArrayList<UUID>();
    try (var lock = connection.prepareStatement(LOCK)) {
      lock.setArray(1, connection.createArrayOf("text", fingerprints));
      try (var rows = lock.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getObject(2, UUID.class));
        }
      }
    }
    if (!known.isEmpty()) {
      try (var retire = connection.prepareStatement(RETIRE)) {
        retire.setArray(1, connection.createArrayOf("uuid", known.toArray()));
        retire.executeUpdate();
      }
    }
  }

  /// How often each event was seen.
  Map<UUID, Sightings> of(List<SecurityEvent> events) {
    var ids = events.stream().filter(e -> e.fingerprint != null).map(e -> e.id).toList();
    var sightings = new HashMap<UUID, Sightings>();
    if (!ids.isEmpty()) {
      session
          .createNativeQuery(
              "SELECT event_id, occurrences, first_seen_at, last_seen_at FROM event_fingerprints WHERE event_id = ANY (:ids)",
              Object[].class)
          .setParameter("ids", ids.toArray(UUID[]::new))
          .getResultList()
          .forEach(
              row -> {
                sightings.put(
                    (UUID) row[0],
                    new Sightings((Long) row[1], (Instant) row[2], (Instant) row[3]));
              });
    }
    events.forEach(event -> sightings.putIfAbsent(event.id, Sightings.once(event)));
    return sightings;
  }
}
