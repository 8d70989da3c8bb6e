package io.trustfabric.security.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Leadership;
import io.trustfabric.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.hibernate.Session;

/// Once a minute, one ledger line for each event that was seen again: how often by now.
@ApplicationScoped
public class RepeatSummaries {

  private static final int AT_ONCE = 1_000;

  /// A second leader at the same time finds the rows taken and leaves them.
  private static final String TAKE =
      """
      WITH taken AS (
        SELECT event_id, summarised FROM event_fingerprints WHERE occurrences > summarised
        ORDER BY event_id LIMIT :most FOR UPDATE SKIP LOCKED)
      UPDATE event_fingerprints f SET summarised = f.occurrences
      FROM taken t WHERE f.event_id = t.event_id
      RETURNING f.event_id, t.summarised, f.occurrences
      """;

  private final Session session;
  private final ChangeCapture changes;
  private final Leadership leadership;

  RepeatSummaries(Session session, ChangeCapture changes, Leadership leadership) {
    this.session = session;
    this.changes = changes;
    this.leadership = leadership;
  }

  @Scheduled(every = "60s", identity = "repeat-summaries")
  void eachMinute() {
    if (leadership.isLeading()) {
      summarise();
    }
  }

  /// Writes the lines that are due.
  ///
  /// @return how many
  @Transactional
  public int summarise() {
    var taken =
        session
            .createNativeQuery(TAKE, Object[].class)
            .setParameter("most", AT_ONCE)
            .getResultList();
    changes.inTransaction(
        (ledger, connection) -> {
          for (var row : taken) {
            var change = JsonNodeFactory.instance.objectNode();
            change
                .putObject("occurrences")
                .put("before", (Long) row[1])
                .put("after", (Long) row[2]);
            ledger.note(
                connection,
                "security_event.repeated",
                RecordType.of(SecurityEvent.class),
                (UUID) row[0],
                change);
          }
        });
    return taken.size();
  }
}
