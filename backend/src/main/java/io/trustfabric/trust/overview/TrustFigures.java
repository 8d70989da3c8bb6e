package io.trustfabric.trust.overview;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.trust.facts.Picture;
import io.trustfabric.trust.score.DomainScore;
import io.trustfabric.trust.score.RecoveryClaims;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// The figures of each domain, each with the request that answers with what it counts.
record TrustFigures(Picture picture) {

  private static final Duration SOON = Duration.ofDays(14);

  List<TrustFigure> of(DomainScore domain) {
    return switch (domain.domain()) {
      case QUALITY -> quality(domain);
      case MODELS -> models();
      case SECURITY_EVENTS -> events();
      case INCIDENTS -> incidents();
      case ROTATIONS -> rotations();
      case SLOS -> slos();
      case COMPLIANCE -> compliance(domain);
      case BACKUPS -> backups(domain);
      case CHAOS -> chaos();
      case LEDGER -> List.of();
    };
  }

  private List<TrustFigure> quality(DomainScore domain) {
    var suites = "/api/quality/regression-tests/suites";
    var datasets = "/api/quality/golden-datasets?status=active";
    return List.of(
        figure("suites", picture.of("suite").size(), suites),
        figure(
            "suitesFailing",
            count("suite", run -> run.path("failed").asLong() + run.path("error").asLong() > 0),
            suites),
        figure("activeDatasets", picture.of("dataset").size(), datasets),
        figure("datasetsProved", good(domain, "golden_answers_right"), datasets));
  }

  private List<TrustFigure> models() {
    var models = "/api/modelops/models?status=";
    var open = "&status=open&status=acknowledged";
    var drift = "/api/modelops/drift-detections?driftDetected=true";
    return List.of(
        figure("inProduction", picture.total("model_version/production"), models + "production"),
        figure("inStaging", picture.total("model_version/staging"), models + "staging"),
        figure("openDrift", drift("low", "medium", "high", "critical"), drift + open),
        figure(
            "openGraveDrift",
            drift("high", "critical"),
            drift + "&severity=high&severity=critical" + open));
  }

  private long drift(String... severities) {
    return Arrays.stream(severities)
        .mapToLong(severity -> total("drift/" + severity, "open", "acknowledged"))
        .sum();
  }

  private List<TrustFigure> events() {
    var events = "/api/security/events?";
    var open = "&status=open&status=investigating";
    return List.of(
        figure("openCritical", events("critical"), events + "severity=critical" + open),
        figure("openHigh", events("high"), events + "severity=high" + open),
        figure("openMedium", events("medium"), events + "severity=medium" + open),
        figure("openLow", events("low"), events + "severity=low" + open),
        figure(
            "reportsDue",
            count("authority_report", report -> !picture.isPast(report, "dueAt")),
            events + "reportState=due"),
        figure(
            "reportsOverdue",
            picture.past("authority_report", "dueAt").size(),
            events + "reportState=overdue"));
  }

  private long events(String severity) {
    return total("security_event/" + severity, "open", "investigating");
  }

  private List<TrustFigure> incidents() {
    var incidents = "/api/security/incidents?open=true";
    return List.of(
        figure("openSev1", incidents("sev1"), incidents + "&severity=sev1"),
        figure("openSev2", incidents("sev2"), incidents + "&severity=sev2"),
        figure("openSev3", incidents("sev3"), incidents + "&severity=sev3"),
        figure("openSev4", incidents("sev4"), incidents + "&severity=sev4"),
        figure(
            "actionItemsOverdue",
            picture.past("action_item", "dueAt").size(),
            "/api/security/incidents/action-items?overdue=true"));
  }

  private long incidents(String severity) {
    return total("incident/" + severity, "detected", "acknowledged", "mitigated");
  }

  private List<TrustFigure> rotations() {
    var due = "/api/security/secret-rotations/due?within=";
    var soon = picture.at().plus(SOON);
    return List.of(
        figure(
            "secrets",
            count("secret", secret -> !secret.path("retired").asBoolean()),
            "/api/security/secret-rotations"),
        figure("overdue", picture.past("secret", "dueAt").size(), due + "PT0S"),
        figure(
            "dueSoon",
            count(
                "secret",
                secret ->
                    secret.hasNonNull("dueAt")
                        && !picture.isPast(secret, "dueAt")
                        && Picture.time(secret, "dueAt").isBefore(soon)),
            due + "P14D"),
        figure(
            "neverRenewed",
            count("secret", secret -> !secret.hasNonNull("success")),
            due + "PT0S"));
  }

  private List<TrustFigure> slos() {
    var active = "/api/monitoring/slo-definitions?lifecycle=active";
    return List.of(
        figure("slos", picture.of("slo").size(), active),
        figure("breached", standing("breached") + standing("exhausted"), active),
        figure("atRisk", standing("at_risk"), active),
        figure("onTrack", standing("on_track"), active),
        figure(
            "alertsFiring",
            picture.of("slo_alert").size(),
            "/api/monitoring/slo-definitions?firing=true"));
  }

  private long standing(String status) {
    return picture.of("slo").keySet().stream()
        .filter(slo -> picture.fact("slo_standing", slo).path("status").asText().equals(status))
        .count();
  }

  private List<TrustFigure> compliance(DomainScore domain) {
    var evidence = "/api/compliance/evidence?status=";
    var reviews = "/api/compliance/access-reviews?";
    return List.of(
        figure(
            "controlsCovered",
            good(domain, "controls_covered"),
            "/api/compliance/controls?state=covered"),
        figure(
            "controlsUncovered",
            unknown(domain, "controls_covered"),
            "/api/compliance/controls?state=uncovered"),
        figure("evidenceApproved", picture.total("evidence/approved"), evidence + "approved"),
        figure("evidenceSubmitted", picture.total("evidence/submitted"), evidence + "submitted"),
        figure(
            "evidenceReviewsDue",
            picture.past("evidence", "dueAt").size(),
            evidence + "approved&dueBefore=" + picture.at()),
        figure(
            "accessReviewsOpen",
            count("access_review", review -> isOpen(review)),
            reviews + "status=pending&status=in_progress"),
        figure(
            "accessReviewsOverdue",
            count("access_review", review -> isOpen(review) && picture.isPast(review, "dueAt")),
            reviews + "overdue=true"),
        figure(
            "retentionDue",
            picture.past("retention", "dueAt").size(),
            "/api/compliance/data-classification/retention-due"));
  }

  static boolean isOpen(JsonNode review) {
    return !review.path("status").asText().equals("completed");
  }

  private List<TrustFigure> backups(DomainScore domain) {
    var summary = "/api/backup/summary";
    return List.of(
        figure(
            "policies", picture.of("backup_policy").size(), "/api/backup/policies?status=active"),
        figure(
            "late",
            count("backup_policy", policy -> RecoveryClaims.isLate(picture, policy)),
            summary),
        figure("verified", good(domain, "restores_verified"), summary),
        figure("failed", picture.total("backup/failed"), "/api/backup/backups?status=failed"));
  }

  private List<TrustFigure> chaos() {
    var tests = "/api/chaos/tests?";
    return List.of(
        figure("passed", picture.total("chaos/passed"), tests + "outcome=passed"),
        figure("failed", picture.total("chaos/failed"), tests + "outcome=failed"),
        figure("inconclusive", picture.total("chaos/inconclusive"), tests + "outcome=inconclusive"),
        figure("running", picture.total("chaos/running"), tests + "status=running"));
  }

  private long total(String prefix, String... statuses) {
    return Arrays.stream(statuses).mapToLong(status -> picture.total(prefix + "/" + status)).sum();
  }

  private long count(String kind, Predicate<JsonNode> which) {
    return picture.of(kind).values().stream().filter(which).count();
  }

  private static long good(DomainScore domain, String claim) {
    return domain.claims().stream()
        .filter(one -> one.claim().equals(claim))
        .mapToLong(one -> one.good())
        .sum();
  }

  private static long unknown(DomainScore domain, String claim) {
    return domain.claims().stream()
        .filter(one -> one.claim().equals(claim))
        .mapToLong(one -> one.unknown())
        .sum();
  }

  static TrustFigure figure(String name, long value, String link) {
    return new TrustFigure(name, value, link);
  }
}
