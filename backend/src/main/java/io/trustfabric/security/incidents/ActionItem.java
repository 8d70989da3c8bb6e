package io.trustfabric.security.incidents;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// Something that somebody will do so that an incident does not come again.
@Entity
@Table(name = "incident_action_items")
public class ActionItem extends TrustRecord {

  public UUID incidentId;
  @Personal public String title;
  @Personal public String owner;
  public Instant dueAt;

  @Enumerated(EnumType.STRING)
  private ActionItemStatus status;

  private Instant doneAt;

  protected ActionItem() {}

  ActionItem(UUID incidentId, String title, String owner, Instant dueAt) {
    identify();
    this.incidentId = incidentId;
    this.title = title;
    this.owner = owner;
    this.dueAt = dueAt;
    this.status = ActionItemStatus.OPEN;
  }

  public ActionItemStatus status() {
    return status;
  }

  /// When it was done or given up; null while open.
  public Instant doneAt() {
    return doneAt;
  }

  /// Whether it is late.
  public boolean isOverdue() {
    return status.isOpen() && Clock.now().isAfter(dueAt);
  }

  /// Takes the step to another status.
  ///
  /// @param reason why; required to give it up and to take it up again
  void moveTo(ActionItemStatus to, String reason) {
    Lifecycle.check(status, to, reason);
    status = to;
    doneAt = to.isOpen() ? null : Clock.now();
    because(reason);
  }

  /// Keeps the reason of an edit.
  void editedBecause(String reason) {
    because(reason);
  }
}
