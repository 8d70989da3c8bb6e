package io.trustfabric.security.incidents;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.OffLedger;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import io.trustfabric.security.incidents.TimelineEntry.Kind;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// Something went wrong that people have to put right, and to learn from.
///
/// Its timeline and its action items are records of their own. A change to one of them changes the
/// incident too (its counts, when it was last active), so that whoever holds an older version
/// learns of it.
@Entity
@Table(name = "incidents")
public class Incident extends TrustRecord {

  @Enumerated(EnumType.STRING)
  public IncidentType incidentType;

  @Enumerated(EnumType.STRING)
  private IncidentSeverity severity;

  @Enumerated(EnumType.STRING)
  private IncidentStatus status;

  @Personal public String title;
  @Personal public String summary;

  /// The service that fails.
  public String service;

  /// Others that suffer from it.
  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> affectedServices;

  /// Who leads the work.
  @Personal public String commander;

  @Personal public String rootCause;

  /// What happened and what was learnt, in Markdown.
  @Personal private String postmortem;

  @Embedded private IncidentClock clock;

  private Long timelineEntries;
  private Long actionItems;
  private Long openActionItems;
  private Instant lastActivityAt;

  /// The severity as lists sort it.
  @OffLedger
  @Formula("severity_rank")
  Integer severityRank;

  /// Whether people still work on it.
  @OffLedger
  @Formula("is_open")
  Boolean isOpen;

  protected Incident() {}

  /// A new incident, just noticed.
  ///
  /// @throws Invalid when the clock runs backwards
  Incident(IncidentSeverity severity, IncidentClock clock) {
    identify();
    clock.check(IncidentStatus.DETECTED);
    this.severity = severity;
    this.status = IncidentStatus.DETECTED;
    this.clock = clock;
    this.timelineEntries = 0L;
    this.actionItems = 0L;
    this.openActionItems = 0L;
    this.lastActivityAt = Clock.now();
  }

  public IncidentSeverity severity() {
    return severity;
  }

  public IncidentStatus status() {
    return status;
  }

  public String postmortem() {
    return postmortem;
  }

  public IncidentClock clock() {
    return clock;
  }

  public long timelineEntries() {
    return timelineEntries;
  }

  public long actionItems() {
    return actionItems;
  }

  public long openActionItems() {
    return openActionItems;
  }

  public Instant lastActivityAt() {
    return lastActivityAt;
  }

  /// Takes the step to another status. Reopening empties the later times; they stay in the
  /// timeline.
  ///
  /// @param at when the step was taken; not before the step before it, not ahead of now
  /// @param reason why; required to reopen
  /// @throws Conflict when a grave incident is to be closed without a postmortem
  void moveTo(IncidentStatus to, Instant at, String reason) {
    Lifecycle.check(status, to, reason);
    var from = status;
    var when = Objects.requireNonNullElseGet(at, Clock::now);
    var before = clock;
    clock = from.reopens(to) ? clock.reopened(when) : clock.reached(to, when);
    status = to;
    requirePostmortem();
    log(Kind.STATUS_CHANGED, when, reason, "status", from, to);
    if (from.reopens(to)) {
      logCorrections(before, when, reason);
    }
    because(reason);
  }

  /// Says how grave it is.
  void rate(IncidentSeverity to, String reason) {
    if (to == severity) {
      return;
    }
    var from = severity;
    severity = to;
    requirePostmortem();
    log(Kind.SEVERITY_CHANGED, Clock.now(), reason, "severity", from, to);
    because(reason);
  }

  /// Corrects times; each former one stays in the timeline.
  ///
  /// @param reason why; required where a time that was there becomes another or none
  /// @throws Invalid naming every time that cannot be
  void correctClock(IncidentClock corrected, String reason) {
    corrected.check(status);
    var readings = clock.readings();
    var overwrites =
        readings.stream().anyMatch(r -> r.at() != null && !corrected.readings().contains(r));
    if (overwrites && (reason == null || reason.isBlank())) {
      throw Invalid.field("/reason", "is required to correct a time");
    }
    var before = clock;
    clock = corrected;
    logCorrections(before, Clock.now(), reason);
    does("clock_corrected");
    because(reason);
  }

  /// Keeps what was learnt.
  ///
  /// @throws Conflict when it would be taken from a grave incident that is closed
  void learn(String postmortem) {
    this.postmortem = postmortem == null || postmortem.isBlank() ? null : postmortem;
    requirePostmortem();
  }

  /// Keeps the reason of an edit.
  void editedBecause(String reason) {
    because(reason);
  }

  /// Adds what a person has to tell.
  TimelineEntry note(Instant at, String text) {
    does("noted");
    return log(Kind.NOTE, at, text, null, null, null);
  }

  /// Tells that it was opened, and from what.
  void logOpened(String text) {
    log(Kind.OPENED, clock.detectedAt(), text, null, null, null);
  }

  /// Tells of an event that now belongs to it, or no longer does.
  void logEvent(Kind kind, UUID eventId) {
    log(kind, Clock.now(), null, "securityEventIds", null, eventId);
  }

  /// Counts a new action item.
  void added(ActionItem item) {
    actionItems++;
    openActionItems++;
    does("action_item_added");
    log(Kind.ACTION_ITEM_ADDED, Clock.now(), item.title, null, null, item.id);
  }

  /// Counts what became of an action item.
  void moved(ActionItem item, ActionItemStatus from) {
    openActionItems += (item.status().isOpen() ? 1 : 0) - (from.isOpen() ? 1 : 0);
    does("action_item_moved");
    log(Kind.ACTION_ITEM_MOVED, Clock.now(), item.title, "status", from, item.status());
  }

  /// Something of it changed that has no place in the timeline.
  void touch(String action) {
    lastActivityAt = Clock.now();
    does(action);
  }

  private void logCorrections(IncidentClock before, Instant at, String reason) {
    var then = before.readings();
    var now = clock.readings();
    for (int i = 0; i < then.size(); i++) {
      if (!then.get(i).equals(now.get(i)) && then.get(i).at() != null) {
        log(
            Kind.CLOCK_CORRECTED,
            at,
            reason,
            then.get(i).name(),
            then.get(i).at(),
            now.get(i).at());
      }
    }
  }

  private TimelineEntry log(
      Kind kind, Instant at, String text, String field, Object before, Object after) {
    var entry = new TimelineEntry(id, at, kind, text, field, before, after);
    entry.persist();
    timelineEntries++;
    lastActivityAt = Clock.now();
    return entry;
  }

  private void requirePostmortem() {
    if (status == IncidentStatus.CLOSED && severity.needsPostmortem() && postmortem == null) {
      throw new Conflict("A sev1 or sev2 incident is closed only with its postmortem.");
    }
  }
}
