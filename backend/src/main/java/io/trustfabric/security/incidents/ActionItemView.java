package io.trustfabric.security.incidents;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An action item as clients see it.
///
/// @param nextStatuses where it may go from here
/// @param doneAt when it was done or given up
public record ActionItemView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    UUID incidentId,
    String title,
    String owner,
    Instant dueAt,
    Boolean overdue,
    ActionItemStatus status,
    List<ActionItemStep> nextStatuses,
    @Schema(nullable = true) Instant doneAt) {

  /// A status that may follow.
  public record ActionItemStep(ActionItemStatus status, Boolean reasonRequired) {}

  static ActionItemView of(ActionItem item) {
    return new ActionItemView(
        item.id,
        item.version,
        item.createdAt,
        item.createdBy,
        item.updatedAt,
        item.updatedBy,
        item.incidentId,
        item.title,
        item.owner,
        item.dueAt,
        item.isOverdue(),
        item.status(),
        item.status().next().stream()
            .sorted()
            .map(next -> new ActionItemStep(next, item.status().needsReason(next)))
            .toList(),
        item.doneAt());
  }
}
