package io.trustfabric.security.events;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Personal;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;

/// Whether, to whom, until when and when a breach is reported.
///
/// @param required null until it is assessed; false only by two people
/// @param authority whose rules apply
/// @param dueAt aware time plus the authority's period
/// @param reportedAt when the report was made
/// @param reference the authority's reference
/// @param delayReason why it was late; kept whenever it was (GDPR article 33(1))
@Embeddable
@RegisterForReflection
public record AuthorityReport(
    Boolean required,
    @Enumerated(EnumType.STRING) Authority authority,
    Instant dueAt,
    Instant reportedAt,
    String reference,
    @Personal String delayReason) {

  static final AuthorityReport NOT_ASSESSED =
      new AuthorityReport(null, null, null, null, null, null);

  /// Where the report stands.
  public enum State {
    NOT_ASSESSED,
    NOT_REQUIRED,
    DUE,
    OVERDUE,
    REPORTED,
    REPORTED_LATE
  }

  static AuthorityReport to(Authority authority, Instant awareAt) {
    return new AuthorityReport(true, authority, awareAt.plus(authority.within()), null, null, null);
  }

  AuthorityReport awareAt(Instant awareAt) {
    return authority == null
        ? this
        : new AuthorityReport(
            required,
            authority,
            awareAt.plus(authority.within()),
            reportedAt,
            reference,
            delayReason);
  }

  AuthorityReport waived() {
    return new AuthorityReport(false, authority, dueAt, reportedAt, reference, delayReason);
  }

  boolean isLate() {
    return reportedAt != null && dueAt != null && reportedAt.isAfter(dueAt);
  }

  boolean lacksDelayReason() {
    return isLate() && (delayReason == null || delayReason.isBlank());
  }

  public State state() {
    if (reportedAt != null) {
      return isLate() ? State.REPORTED_LATE : State.REPORTED;
    }
    if (required == null) {
      return State.NOT_ASSESSED;
    }
    if (!required) {
      return State.NOT_REQUIRED;
    }
    return Clock.now().isAfter(dueAt) ? State.OVERDUE : State.DUE;
  }
}
