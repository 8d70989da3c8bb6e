package io.trustfabric.security.events;

import io.trustfabric.record.Callers;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Clock;
import io.trustfabric.record.CopyRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/// Takes reports in: one by one, or thousands at once past Hibernate. Each becomes an event of its
/// own or counts as a repeat.
@ApplicationScoped
public class SecurityEvents {

  private static final String COLUMNS =
      """
      security_events (id, version, created_at, created_by_issuer, created_by_subject, created_by_name,
        updated_at, updated_by_issuer, updated_by_subject, updated_by_name, metadata, personal_salt, event_type,
        severity, status, title, description, source, source_ip, actor, resource, occurred_at, detected_at,
        aware_at, assignee, resolution, incident_id, personal_data, data_assets, subjects_affected,
        risk_assessment, fingerprint, report_required, report_authority, report_due_at, report_reported_at,
        report_reference, report_delay_reason)""";

  private final Fingerprints fingerprints;
  private final DeliveredCloudEvents delivered;
  private final ChangeCapture changes;

  SecurityEvents(Fingerprints fingerprints, DeliveredCloudEvents delivered, ChangeCapture changes) {
    this.fingerprints = fingerprints;
    this.delivered = delivered;
    this.changes = changes;
  }

  /// What became of one report.
  public record Recorded(SecurityEvent event, boolean isNew) {}

  /// What became of many reports.
  ///
  /// @param ids for each report in order, the event it is or repeats
  public record RecordedBatch(int received, int created, int repeated, List<UUID> ids) {}

  @Transactional
  public Recorded record(SecurityEventReport report) {
    var event = report.toEvent(Clock.now());
    var belongsTo = fingerprints.attribute(List.of(event)).get(event);
    if (!belongsTo.equals(event.id)) {
      return new Recorded(SecurityEvent.findById(belongsTo), false);
    }
    event.persistAndFlush();
    return new Recorded(event, true);
  }

  @Transactional
  public RecordedBatch recordAll(List<SecurityEventReport> reports) {
    var now = Clock.now();
    var author = Callers.current().author();
    var events = reports.stream().map(report -> report.toEvent(now)).toList();
    var belongsTo = fingerprints.attribute(events);
    var created = events.stream().filter(e -> belongsTo.get(e).equals(e.id)).toList();
    if (created.size() == 1) {
      created.getFirst().persistAndFlush();
    } else if (!created.isEmpty()) {
      created.forEach(event -> event.asStored(author, now));
      changes.inTransaction(
          (ledger, connection) -> {
            var batch =
                ledger.prepareBatch("security_event.batch_created", () -> changes.states(created));
            copy(connection, created);
            batch.write(connection);
          });
    }
    return new RecordedBatch(
        events.size(),
        created.size(),
        events.size() - created.size(),
        events.stream().map(belongsTo::get).toList());
  }

  /// Takes in what was delivered at least once: a delivery seen before stays the event it became
  /// then.
  @Transactional
  RecordedBatch recordDelivered(List<CloudEvents.Delivery> deliveries) {
    var known = delivered.find(deliveries);
    var fresh = new LinkedHashMap<String, SecurityEventReport>();
    for (var delivery : deliveries) {
      if (!known.containsKey(delivery.digest())) {
        fresh.putIfAbsent(delivery.digest(), delivery.report());
      }
    }
    var recorded = recordAll(List.copyOf(fresh.values()));
    var ids = recorded.ids().iterator();
    fresh.keySet().forEach(digest -> known.put(digest, ids.next()));
    delivered.remember(fresh.keySet(), known);
    return new RecordedBatch(
        deliveries.size(),
        recorded.created(),
        deliveries.size() - recorded.created(),
        deliveries.stream().map(delivery -> known.get(delivery.digest())).toList());
  }

  private static void copy(Connection connection, List<SecurityEvent> events) throws SQLException {
    var rows = new CopyRows(COLUMNS);
    for (var event : events) {
      var by = event.createdBy;
      Instant at = event.createdAt;
      var report = event.authorityReport();
      rows.row(
          event.id,
          0,
          at,
          by.issuer(),
          by.subject(),
          by.name(),
          at,
          by.issuer(),
          by.subject(),
          by.name(),
          ChangeCapture.json(event.metadata),
          event.personalSalt(),
          event.eventType,
          event.severity,
          event.status(),
          event.title,
          event.description,
          event.source,
          event.sourceIp,
          event.actor,
          event.resource,
          event.occurredAt,
          event.detectedAt,
          event.awareAt(),
          event.assignee,
          event.resolution,
          event.incidentId,
          event.personalData,
          event.dataAssets,
          event.subjectsAffected,
          event.riskAssessment,
          event.fingerprint,
          report.required(),
          report.authority(),
          report.dueAt(),
          report.reportedAt(),
          report.reference(),
          report.delayReason());
    }
    rows.copyInto(connection);
  }
}
