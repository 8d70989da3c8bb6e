package io.trustfabric.security.incidents;

import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// One thing that happened during an incident, told by a person or by the product. Never changed.
@Entity
@Table(name = "incident_timeline")
public class TimelineEntry extends TrustRecord {

  /// What is told.
  public enum Kind {
    NOTE,
    OPENED,
    STATUS_CHANGED,
    SEVERITY_CHANGED,
    CLOCK_CORRECTED,
    EVENT_LINKED,
    EVENT_UNLINKED,
    ACTION_ITEM_ADDED,
    ACTION_ITEM_MOVED;

    @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  }

  public UUID incidentId;

  /// When it happened, which may be long before it was written down.
  public Instant at;

  @Enumerated(EnumType.STRING)
  public Kind kind;

  /// A person's words: the note, or why.
  @Personal public String text;

  /// The incident's field that changed, with its value before and after.
  public String field;

  public String before;
  public String after;

  protected TimelineEntry() {}

  TimelineEntry(
      UUID incidentId,
      Instant at,
      Kind kind,
      String text,
      String field,
      Object before,
      Object after) {
    identify();
    this.incidentId = incidentId;
    this.at = at;
    this.kind = kind;
    this.text = text == null || text.isBlank() ? null : text;
    this.field = field;
    this.before = written(before);
    this.after = written(after);
  }

  private static String written(Object value) {
    return switch (value) {
      case null -> null;
      case Enum<?> e -> e.name().toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }
}
