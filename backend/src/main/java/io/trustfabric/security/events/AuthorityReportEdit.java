package io.trustfabric.security.events;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of an authority report that people write.
///
/// @param required true puts the event under the authority's deadline; false asks a second person
///   to waive it
/// @param authority whose rules apply; GDPR article 33 when none is named
/// @param reason why; required to waive
@RegisterForReflection
public record AuthorityReportEdit(
    @Schema(nullable = true) Boolean required,
    @Schema(nullable = true) Authority authority,
    @Schema(nullable = true) Instant reportedAt,
    @Schema(nullable = true) @Size(max = 200) String reference,
    @Schema(nullable = true) @Size(max = 2_000) String delayReason,
    @Size(max = 2_000) String reason) {

  static AuthorityReportEdit of(SecurityEvent event) {
    var report = event.authorityReport();
    return new AuthorityReportEdit(
        report.required(),
        report.authority(),
        report.reportedAt(),
        report.reference(),
        report.delayReason(),
        null);
  }

  /// Whether this asks to waive a report that is not waived yet.
  boolean waives(SecurityEvent event) {
    return Boolean.FALSE.equals(required)
        && !Boolean.FALSE.equals(event.authorityReport().required());
  }

  /// A waiver does nothing else: what a second person decides on is seen whole.
  ///
  /// @throws Invalid without a reason, or with another change beside it
  void checkWaiver(SecurityEvent event) {
    if (reason == null || reason.isBlank()) {
      throw Invalid.field("/reason", "is required to waive the report");
    }
    var now = of(event);
    if (!new AuthorityReportEdit(now.required, authority, reportedAt, reference, delayReason, null)
        .equals(now)) {
      throw Invalid.field("/required", "cannot be waived together with other changes");
    }
  }

  /// @throws Invalid when fields contradict one another
  AuthorityReport toReport(SecurityEvent event) {
    if (required == null && (authority != null || reportedAt != null)) {
      throw Invalid.field("/required", "must be true where there is an authority or a report");
    }
    if (required == null && event.authorityReport().required() != null) {
      throw Invalid.field(
          "/required", "cannot be taken back; that no report is due needs a second person");
    }
    if (required == null) {
      return AuthorityReport.NOT_ASSESSED;
    }
    var to = authority == null ? Authority.GDPR_ART_33 : authority;
    var dueAt =
        required || event.authorityReport().dueAt() != null
            ? event.awareAt().plus(to.within())
            : null;
    return new AuthorityReport(
        required,
        required || authority != null ? to : null,
        dueAt,
        reportedAt,
        reference,
        delayReason);
  }
}
