package io.trustfabric.security.incidents;

import io.trustfabric.record.Author;
import io.trustfabric.web.BesideRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An incident as clients see it; its timeline is a list of its own.
///
/// @param nextStatuses where it may go from here
/// @param times how long each part took, as far as it is over
/// @param securityEventIds events that belong to it
public record IncidentView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    IncidentType incidentType,
    IncidentSeverity severity,
    IncidentStatus status,
    List<IncidentStep> nextStatuses,
    String title,
    @Schema(nullable = true) String summary,
    String service,
    List<String> affectedServices,
    @Schema(nullable = true) String commander,
    @Schema(nullable = true) Instant startedAt,
    Instant detectedAt,
    @Schema(nullable = true) Instant acknowledgedAt,
    @Schema(nullable = true) Instant mitigatedAt,
    @Schema(nullable = true) Instant resolvedAt,
    @Schema(nullable = true) Instant closedAt,
    IncidentTimes times,
    @Schema(nullable = true) String rootCause,
    @Schema(nullable = true) String postmortem,
    Boolean postmortemRequired,
    Long timelineEntries,
    Long openActionItems,
    @BesideRecord List<ActionItemView> actionItems,
    @BesideRecord List<UUID> securityEventIds,
    Instant lastActivityAt) {

  /// A status that may follow.
  public record IncidentStep(IncidentStatus status, Boolean reasonRequired) {}

  /// One incident's figures; null while one of the two times is missing.
  ///
  /// @param timeToDetect detectedAt - startedAt
  /// @param timeToAcknowledge acknowledgedAt - detectedAt
  /// @param timeToMitigate mitigatedAt - detectedAt
  /// @param timeToResolve resolvedAt - detectedAt
  /// @param duration resolvedAt - startedAt
  public record IncidentTimes(
      @Schema(nullable = true) Duration timeToDetect,
      @Schema(nullable = true) Duration timeToAcknowledge,
      @Schema(nullable = true) Duration timeToMitigate,
      @Schema(nullable = true) Duration timeToResolve,
      @Schema(nullable = true) Duration duration) {

    static IncidentTimes of(IncidentClock clock) {
      return new IncidentTimes(
          clock.timeToDetect(),
          clock.timeToAcknowledge(),
          clock.timeToMitigate(),
          clock.timeToResolve(),
          clock.duration());
    }
  }

  static IncidentView of(Incident incident, List<ActionItem> actionItems, List<UUID> eventIds) {
    var clock = incident.clock();
    return new IncidentView(
        incident.id,
        incident.version,
        incident.createdAt,
        incident.createdBy,
        incident.updatedAt,
        incident.updatedBy,
        incident.metadata,
        incident.incidentType,
        incident.severity(),
        incident.status(),
        nextStatuses(incident.status()),
        incident.title,
        incident.summary,
        incident.service,
        incident.affectedServices,
        incident.commander,
        clock.startedAt(),
        clock.detectedAt(),
        clock.acknowledgedAt(),
        clock.mitigatedAt(),
        clock.resolvedAt(),
        clock.closedAt(),
        IncidentTimes.of(clock),
        incident.rootCause,
        incident.postmortem(),
        incident.severity().needsPostmortem(),
        incident.timelineEntries(),
        incident.openActionItems(),
        actionItems.stream().map(ActionItemView::of).toList(),
        eventIds,
        incident.lastActivityAt());
  }

  private static List<IncidentStep> nextStatuses(IncidentStatus status) {
    return status.next().stream()
        .sorted()
        .map(next -> new IncidentStep(next, status.needsReason(next)))
        .toList();
  }
}
