package io.trustfabric.security.events;

import io.trustfabric.record.Author;
import io.trustfabric.web.BesideRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A security event as clients see it.
///
/// @param nextStatuses where it may go from here
/// @param occurrences how often it was seen; repeats come by fingerprint
public record SecurityEventView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    SecurityEventType eventType,
    Severity severity,
    SecurityEventStatus status,
    List<NextStatus> nextStatuses,
    String title,
    @Schema(nullable = true) String description,
    String source,
    @Schema(nullable = true) String sourceIp,
    @Schema(nullable = true) String actor,
    @Schema(nullable = true) String resource,
    Instant occurredAt,
    Instant detectedAt,
    Instant awareAt,
    @Schema(nullable = true) String assignee,
    @Schema(nullable = true) String resolution,
    @Schema(nullable = true) UUID incidentId,
    Boolean personalData,
    List<String> dataAssets,
    @Schema(nullable = true) Long subjectsAffected,
    @Schema(nullable = true) String riskAssessment,
    @Schema(nullable = true) String fingerprint,
    @BesideRecord Long occurrences,
    @BesideRecord Instant firstSeenAt,
    @BesideRecord Instant lastSeenAt,
    AuthorityReportView authorityReport) {

  /// A status that may follow.
  public record NextStatus(SecurityEventStatus status, Boolean reasonRequired) {}

  /// The authority report with where it stands.
  public record AuthorityReportView(
      @Schema(nullable = true) Boolean required,
      @Schema(nullable = true) Authority authority,
      @Schema(nullable = true) Instant dueAt,
      @Schema(nullable = true) Instant reportedAt,
      @Schema(nullable = true) String reference,
      @Schema(nullable = true) String delayReason,
      AuthorityReport.State state) {

    static AuthorityReportView of(AuthorityReport report) {
      return new AuthorityReportView(
          report.required(),
          report.authority(),
          report.dueAt(),
          report.reportedAt(),
          report.reference(),
          report.delayReason(),
          report.state());
    }
  }

  static SecurityEventView of(SecurityEvent event, Sightings sightings) {
    return new SecurityEventView(
        event.id,
        event.version,
        event.createdAt,
        event.createdBy,
        event.updatedAt,
        event.updatedBy,
        event.metadata,
        event.eventType,
        event.severity,
        event.status(),
        nextStatuses(event.status()),
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
        sightings.occurrences(),
        sightings.firstSeenAt(),
        sightings.lastSeenAt(),
        AuthorityReportView.of(event.authorityReport()));
  }

  private static List<NextStatus> nextStatuses(SecurityEventStatus status) {
    return status.next().stream()
        .sorted(Comparator.naturalOrder())
        .map(next -> new NextStatus(next, status.needsReason(next)))
        .toList();
  }
}
