package io.trustfabric.security.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Leadership;
import io.trustfabric.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;

/// Tells when the time to report to an authority runs out, and when it has: a ledger line each, and
/// for a missed one a policy violation. Each deadline is told of once; one that moves is told of
/// anew.
@ApplicationScoped
public class DeadlineNotices {

  /// What is told.
  private enum Notice {
    NEAR,
    MISSED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One deadline of which nobody was told.
  private record Deadline(UUID eventId, Instant dueAt, Notice notice) {}

  /// Near is within the last day of 72 hours, the last week of 60 days ({@link
  /// Authority#lastCall}).
  private static final String PENDING =
      """
      SELECT e.id, e.report_due_at, CASE WHEN e.report_due_at < now() THEN 'MISSED' ELSE 'NEAR' END AS notice
      FROM security_events e
      WHERE e.report_required AND e.report_reported_at IS NULL
        AND e.report_due_at < now() + CASE e.report_authority %s END
        AND NOT EXISTS (
          SELECT FROM authority_deadline_notices n
          WHERE n.event_id = e.id AND n.due_at = e.report_due_at
            AND n.notice = CASE WHEN e.report_due_at < now() THEN 'missed' ELSE 'near' END)
      ORDER BY e.report_due_at LIMIT 1000
      """
          .formatted(lastCalls());

  /// A second leader at the same time waits here, and then finds it given.
  private static final String GIVE =
      """
      INSERT INTO authority_deadline_notices (event_id, due_at, notice) VALUES (:event, :dueAt, :notice)
      ON CONFLICT DO NOTHING
      """;

  private final Session session;
  private final ChangeCapture changes;
  private final SecurityEvents events;
  private final Leadership leadership;

  DeadlineNotices(
      Session session, ChangeCapture changes, SecurityEvents events, Leadership leadership) {
    this.session = session;
    this.changes = changes;
    this.events = events;
    this.leadership = leadership;
  }

  @Scheduled(every = "${trust-fabric.deadlines.every}", identity = "authority-deadlines")
  void onSchedule() {
    if (leadership.isLeading()) {
      give();
    }
  }

  /// Gives the notices that are due, each in a transaction of its own.
  ///
  /// @return how many
  public int give() {
    List<Deadline> pending =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    session.createNativeQuery(PENDING, Object[].class).getResultList().stream()
                        .map(
                            row ->
                                new Deadline(
                                    (UUID) row[0],
                                    (Instant) row[1],
                                    Notice.valueOf((String) row[2])))
                        .toList());
    return (int)
        pending.stream()
            .filter(deadline -> QuarkusTransaction.requiringNew().call(() -> give(deadline)))
            .count();
  }

  private boolean give(Deadline deadline) {
    var given =
        session
            .createNativeMutationQuery(GIVE)
            .setParameter("event", deadline.eventId)
            .setParameter("dueAt", deadline.dueAt)
            .setParameter("notice", deadline.notice.word())
            .executeUpdate();
    if (given == 0) {
      return false;
    }
    var change = JsonNodeFactory.instance.objectNode();
    change.putObject("authorityReport.dueAt").put("after", deadline.dueAt.toString());
    changes.inTransaction(
        (ledger, connection) ->
            ledger.note(
                connection,
                "security_event.authority_deadline_" + deadline.notice.word(),
                RecordType.of(SecurityEvent.class),
                deadline.eventId,
                change));
    if (deadline.notice == Notice.MISSED) {
      events.record(violation(deadline));
    }
    return true;
  }

  private static SecurityEventReport violation(Deadline deadline) {
    var now = Clock.now();
    return new SecurityEventReport(
        SecurityEventType.POLICY_VIOLATION,
        Severity.HIGH,
        "A report to an authority was not made in time",
        "The report was due at %s. It still has to be made, with the reason for its delay."
            .formatted(deadline.dueAt),
        "trust-fabric",
        null,
        null,
        "security_event/" + deadline.eventId,
        now,
        now,
        null,
        null,
        false,
        null,
        null,
        null,
        "authority-report-missed:" + deadline.eventId,
        null,
        Map.of("securityEventId", deadline.eventId.toString()));
  }

  private static String lastCalls() {
    var cases = new StringBuilder();
    for (var authority : Authority.values()) {
      cases.append(
          "WHEN '%s' THEN interval '%d hours' "
              .formatted(
                  authority.name().toLowerCase(Locale.ROOT), authority.lastCall().toHours()));
    }
    return cases.toString();
  }
}
