package io.trustfabric.security.events;

import io.trustfabric.web.IpAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a reporter says about something that was seen. Times may run at most five minutes ahead of
/// our clock.
public record SecurityEventReport(
    @NotNull SecurityEventType eventType,
    @NotNull Severity severity,
    @NotBlank @Size(max = 300) String title,
    @Size(max = 10_000) String description,
    @NotBlank @Size(max = 200) String source,
    @IpAddress String sourceIp,
    @Size(max = 300) String actor,
    @Size(max = 500) String resource,
    @NotNull @PastOrPresent Instant occurredAt,
    @PastOrPresent Instant detectedAt,
    @PastOrPresent Instant awareAt,
    @Size(max = 300) String assignee,
    Boolean personalData,
    @Size(max = 100) List<@NotBlank @Size(max = 200) String> dataAssets,
    @PositiveOrZero Long subjectsAffected,
    @Size(max = 10_000) String riskAssessment,
    @Pattern(
            regexp = "\\S.{0,198}\\S|\\S",
            message = "must have 1 to 200 characters, with no space at either end")
        String fingerprint,
    @Valid Assessment authorityReport,
    Map<String, Object> metadata) {

  /// Whether the event has to be reported to an authority, as far as the reporter knows.
  ///
  /// @param required never false here: that takes a second person
  public record Assessment(
      @AssertTrue(message = "must be true: that no report is due needs a second person")
          Boolean required,
      Authority authority) {}

  SecurityEvent toEvent(Instant now) {
    var detected = Objects.requireNonNullElse(detectedAt, now);
    var event = new SecurityEvent(Objects.requireNonNullElse(awareAt, detected));
    event.eventType = eventType;
    event.severity = severity;
    event.title = title;
    event.description = description;
    event.source = source;
    event.sourceIp = sourceIp;
    event.actor = actor;
    event.resource = resource;
    event.occurredAt = occurredAt;
    event.detectedAt = detected;
    event.assignee = assignee;
    event.personalData = Boolean.TRUE.equals(personalData);
    event.dataAssets = dataAssets == null ? List.of() : List.copyOf(dataAssets);
    event.subjectsAffected = subjectsAffected;
    event.riskAssessment = riskAssessment;
    event.fingerprint = fingerprint;
    if (metadata != null) {
      event.metadata = metadata;
    }
    event.assessReport(
        authorityReport == null ? null : authorityReport.required(),
        authorityReport == null ? null : authorityReport.authority());
    return event;
  }
}
