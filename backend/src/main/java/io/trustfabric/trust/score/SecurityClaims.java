package io.trustfabric.trust.score;

import io.trustfabric.trust.facts.Picture;
import java.util.List;

/// Events and incidents are handled, and secrets are renewed in time.
final class SecurityClaims {

  private static final String EVENTS = "/api/security/events?";
  private static final String OPEN = "&status=open&status=investigating";
  private static final String GRAVE = "severity=medium&severity=high&severity=critical";
  private static final String INCIDENTS = "/api/security/incidents?open=true";
  private static final String DUE = "/api/security/secret-rotations/due?within=PT0S";

  private static final Cause NO_EVENT =
      Cause.unknown(
          "no_event",
          "No security event of medium severity or above was ever recorded: whether one would be is not proved",
          EVENTS + GRAVE);
  private static final Cause EVENT_OPEN =
      Cause.bad(
          "event_open",
          "Security events of medium severity or above are not handled",
          EVENTS + GRAVE + OPEN);
  private static final Cause CRITICAL_OPEN =
      Cause.bad(
          "critical_event_open",
          "Critical security events are open: 2 points each",
          EVENTS + "severity=critical" + OPEN);
  private static final Cause HIGH_OPEN =
      Cause.bad(
          "high_event_open",
          "Security events of high severity are open: half a point each",
          EVENTS + "severity=high" + OPEN);
  private static final Cause REPORT_OVERDUE =
      Cause.bad(
          "authority_report_overdue",
          "Reports to an authority are overdue: 3 points each",
          EVENTS + "reportState=overdue");

  private static final Cause NO_INCIDENT =
      Cause.unknown(
          "no_incident",
          "No incident was ever recorded: whether one would be is not proved",
          "/api/security/incidents");
  private static final Cause INCIDENT_OPEN =
      Cause.bad("incident_open", "Incidents are not resolved", INCIDENTS);
  private static final Cause SEV1_OPEN =
      Cause.bad(
          "sev1_open", "Incidents of sev1 are open: 5 points each", INCIDENTS + "&severity=sev1");
  private static final Cause SEV2_OPEN =
      Cause.bad(
          "sev2_open", "Incidents of sev2 are open: 3 points each", INCIDENTS + "&severity=sev2");
  private static final Cause ACTION_OVERDUE =
      Cause.bad(
          "action_item_overdue",
          "Action items of incidents are overdue: half a point each",
          "/api/security/incidents/action-items?overdue=true");

  private static final Cause NO_SECRET =
      Cause.unknown("no_secret", "No secret is in the rotation log", DUE);
  private static final Cause OVERDUE =
      Cause.bad("rotation_overdue", "Secrets were not renewed in time", DUE);
  private static final Cause FAILED =
      Cause.bad("rotation_failed", "Secrets were never renewed: their last attempt failed", DUE);
  private static final Cause NEVER =
      Cause.unknown("never_rotated", "Secrets were never renewed", DUE);

  private SecurityClaims() {}

  static Claim events(Picture picture) {
    var claim = new Claim("events_handled", 1_200, NO_EVENT);
    for (var severity : List.of("medium", "high", "critical")) {
      claim.good(
          events(picture, severity, "resolved") + events(picture, severity, "false_positive"));
      claim.not(EVENT_OPEN, open(picture, severity));
    }
    claim.deduct(CRITICAL_OPEN, open(picture, "critical"), 200, List.of());
    claim.deduct(HIGH_OPEN, open(picture, "high"), 50, List.of());
    var overdue = picture.past("authority_report", "dueAt");
    claim.deduct(REPORT_OVERDUE, overdue.size(), 300, overdue);
    return claim;
  }

  private static long open(Picture picture, String severity) {
    return events(picture, severity, "open") + events(picture, severity, "investigating");
  }

  private static long events(Picture picture, String severity, String status) {
    return picture.total("security_event/" + severity + "/" + status);
  }

  static Claim incidents(Picture picture) {
    var claim = new Claim("incidents_resolved", 1_000, NO_INCIDENT);
    for (var severity : List.of("sev1", "sev2", "sev3", "sev4")) {
      claim.good(incidents(picture, severity, "resolved") + incidents(picture, severity, "closed"));
      claim.not(INCIDENT_OPEN, openIncidents(picture, severity));
    }
    claim.deduct(SEV1_OPEN, openIncidents(picture, "sev1"), 500, List.of());
    claim.deduct(SEV2_OPEN, openIncidents(picture, "sev2"), 300, List.of());
    var overdue = picture.past("action_item", "dueAt");
    claim.deduct(ACTION_OVERDUE, overdue.size(), 50, overdue);
    return claim;
  }

  private static long openIncidents(Picture picture, String severity) {
    return incidents(picture, severity, "detected")
        + incidents(picture, severity, "acknowledged")
        + incidents(picture, severity, "mitigated");
  }

  private static long incidents(Picture picture, String severity, String status) {
    return picture.total("incident/" + severity + "/" + status);
  }

  static Claim rotations(Picture picture) {
    var claim = new Claim("secrets_renewed", 1_000, NO_SECRET);
    picture
        .of("secret")
        .forEach(
            (name, secret) -> {
              if (secret.path("retired").asBoolean()) {
                return;
              }
              if (picture.isPast(secret, "dueAt")) {
                claim.not(OVERDUE, name);
              } else if (secret.hasNonNull("success")) {
                claim.good(1);
              } else {
                claim.not(secret.path("status").asText().equals("failed") ? FAILED : NEVER, name);
              }
            });
    return claim;
  }
}
