package io.trustfabric.security.events;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Lifecycle;
import io.trustfabric.record.OffLedger;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// Something was seen that may harm confidentiality, integrity or availability.
@Entity
@Table(name = "security_events")
public class SecurityEvent extends TrustRecord {

  @Enumerated(EnumType.STRING)
  public SecurityEventType eventType;

  @Enumerated(EnumType.STRING)
  public Severity severity;

  @Enumerated(EnumType.STRING)
  private SecurityEventStatus status;

  @Personal public String title;
  @Personal public String description;

  /// What saw it: a detector, a log, a person's report.
  public String source;

  @Personal public String sourceIp;

  /// Who did it, in the source's words.
  @Personal public String actor;

  /// What it was done to.
  @Personal public String resource;

  public Instant occurredAt;
  public Instant detectedAt;
  private Instant awareAt;

  /// Who works on it.
  @Personal public String assignee;

  /// How it ended.
  @Personal public String resolution;

  public UUID incidentId;
  public Boolean personalData;

  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> dataAssets;

  public Long subjectsAffected;
  @Personal public String riskAssessment;

  /// Reports with the same fingerprint are the same event, as long as it is being worked on. Often
  /// made of an account or an address.
  @Personal public String fingerprint;

  @Embedded
  @AttributeOverride(name = "required", column = @Column(name = "report_required"))
  @AttributeOverride(name = "authority", column = @Column(name = "report_authority"))
  @AttributeOverride(name = "dueAt", column = @Column(name = "report_due_at"))
  @AttributeOverride(name = "reportedAt", column = @Column(name = "report_reported_at"))
  @AttributeOverride(name = "reference", column = @Column(name = "report_reference"))
  @AttributeOverride(name = "delayReason", column = @Column(name = "report_delay_reason"))
  private AuthorityReport authorityReport;

  /// The severity as lists sort it.
  @OffLedger
  @Formula("severity_rank")
  Integer severityRank;

  protected SecurityEvent() {}

  /// What an authority must still be told is needed to tell it (GDPR article 17(3)(b)).
  @Override
  public String keptBecause() {
    return switch (authorityReport().state()) {
      case DUE, OVERDUE -> "An authority must still be told of this event.";
      case NOT_ASSESSED, NOT_REQUIRED, REPORTED, REPORTED_LATE -> null;
    };
  }

  /// A new event, open, of which the organisation is aware since `awareAt`.
  SecurityEvent(Instant awareAt) {
    identify();
    this.status = SecurityEventStatus.OPEN;
    this.awareAt = awareAt;
  }

  public SecurityEventStatus status() {
    return status;
  }

  public Instant awareAt() {
    return awareAt;
  }

  public AuthorityReport authorityReport() {
    return authorityReport == null ? AuthorityReport.NOT_ASSESSED : authorityReport;
  }

  /// Takes the step to another status.
  ///
  /// @param reason why; required to take work up again
  /// @param resolution how it ended; keeps the former one when null
  public void moveTo(SecurityEventStatus to, String reason, String resolution) {
    Lifecycle.check(status, to, reason);
    status = to;
    if (resolution != null) {
      this.resolution = resolution;
    }
    because(reason);
  }

  /// Becomes part of an incident.
  ///
  /// @throws Conflict when it is part of another
  public void joinIncident(UUID incidentId) {
    if (this.incidentId != null && !this.incidentId.equals(incidentId)) {
      throw new Conflict(
          "Security event %s belongs to incident %s already.".formatted(id, this.incidentId));
    }
    this.incidentId = incidentId;
    does("joined_incident");
  }

  /// Is no longer part of an incident.
  public void leaveIncident() {
    incidentId = null;
    does("left_incident");
  }

  /// Corrects since when the organisation is aware; the authority's deadline moves with it.
  ///
  /// @throws Invalid without a reason
  void correctAwareAt(Instant awareAt, String reason) {
    if (this.awareAt.equals(awareAt)) {
      return;
    }
    if (reason == null || reason.isBlank()) {
      throw Invalid.field("/reason", "is required to correct awareAt");
    }
    var report = authorityReport().awareAt(awareAt);
    if (report.reportedAt() != null && report.reportedAt().isBefore(awareAt)) {
      throw Invalid.field("/awareAt", "must not be after the report to the authority");
    }
    if (report.lacksDelayReason()) {
      throw Invalid.field(
          "/awareAt", "makes the report to the authority late; give its delayReason first");
    }
    this.awareAt = awareAt;
    authorityReport = report;
    because(reason);
  }

  /// Puts the event under an authority's rules. A breach of personal data is under GDPR unless said
  /// otherwise.
  void assessReport(Boolean required, Authority authority) {
    if (Boolean.TRUE.equals(required) || authority != null) {
      authorityReport =
          AuthorityReport.to(authority == null ? Authority.GDPR_ART_33 : authority, awareAt);
    } else if (eventType == SecurityEventType.DATA_BREACH && personalData) {
      authorityReport = AuthorityReport.to(Authority.GDPR_ART_33, awareAt);
    }
  }

  /// Keeps what was reported.
  ///
  /// @throws Invalid when the time is impossible, or late without a reason for the delay
  void reportToAuthority(AuthorityReport report, String reason) {
    if (report.reportedAt() != null && report.reportedAt().isBefore(awareAt)) {
      throw Invalid.field("/reportedAt", "must not be before awareAt");
    }
    if (report.reportedAt() != null && report.reportedAt().isAfter(Clock.now())) {
      throw Invalid.field("/reportedAt", "must not be in the future");
    }
    if (report.lacksDelayReason()) {
      throw Invalid.field("/delayReason", "is required for a late report");
    }
    authorityReport = report;
    does("authority_report_updated");
    because(reason);
  }

  /// Lets the report be, as two people have decided; the event stays in the register.
  void waiveReport(String reason) {
    authorityReport = authorityReport().waived();
    does("authority_report_waived");
    because(reason);
  }

  /// Keeps the reason of an edit.
  void editedBecause(String reason) {
    because(reason);
  }
}
