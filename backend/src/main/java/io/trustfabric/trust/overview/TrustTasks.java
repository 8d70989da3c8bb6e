package io.trustfabric.trust.overview;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.Author;
import io.trustfabric.trust.facts.Picture;
import io.trustfabric.trust.score.RecoveryClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What waits for somebody of the caller's roles: what they may do, and not what they only see.
final class TrustTasks {

  /// How far ahead reviews are told of.
  private static final Duration AHEAD = Duration.ofDays(14);

  private final Picture picture;
  private final Predicate<String> holds;
  private final List<TrustTask> tasks = new ArrayList<>();

  private TrustTasks(Picture picture, Predicate<String> holds) {
    this.picture = picture;
    this.holds = holds;
  }

  /// @param holds whether the caller has a role
  /// @param caller who is never the second person of what they asked for
  /// @param person whether the caller is one: a machine decides nothing
  static List<TrustTask> of(
      Picture picture, Predicate<String> holds, Author caller, boolean person) {
    var tasks = new TrustTasks(picture, holds);
    tasks.incidents();
    if (person) {
      tasks.approvals(caller);
    }
    tasks.upkeep();
    tasks.reviews();
    return List.copyOf(tasks.tasks);
  }

  private void incidents() {
    add(
        TrustTaskType.CRITICAL_EVENTS,
        Set.of(ENGINEER, SECURITY, ADMIN),
        picture.total("security_event/critical/open"),
        null,
        "/api/security/events?severity=critical&status=open");
    add(
        TrustTaskType.ALERTS_FIRING,
        Set.of(ENGINEER, ADMIN),
        picture.of("slo_alert").size(),
        null,
        "/api/monitoring/slo-definitions?firing=true");
    due(
        TrustTaskType.AUTHORITY_REPORTS_OVERDUE,
        Set.of(SECURITY, ADMIN),
        "authority_report",
        report -> picture.isPast(report, "dueAt"),
        "/api/security/events?reportState=overdue");
    due(
        TrustTaskType.AUTHORITY_REPORTS_DUE,
        Set.of(SECURITY, ADMIN),
        "authority_report",
        report -> !picture.isPast(report, "dueAt"),
        "/api/security/events?reportState=due");
  }

  private void approvals(Author caller) {
    due(
        TrustTaskType.APPROVALS,
        Set.of(COMPLIANCE, ADMIN),
        "approval",
        approval ->
            !picture.isPast(approval, "dueAt")
                && !(approval.path("issuer").asText().equals(caller.issuer())
                    && approval.path("subject").asText().equals(caller.subject())),
        "/api/approvals?status=pending");
  }

  private void upkeep() {
    due(
        TrustTaskType.ROTATIONS_OVERDUE,
        Set.of(SECURITY, ADMIN),
        "secret",
        secret -> picture.isPast(secret, "dueAt"),
        "/api/security/secret-rotations/due?within=PT0S");
    add(
        TrustTaskType.BACKUPS_LATE,
        Set.of(ENGINEER, ADMIN),
        picture.of("backup_policy").values().stream()
            .filter(policy -> RecoveryClaims.isLate(picture, policy))
            .count(),
        null,
        "/api/backup/summary");
    due(
        TrustTaskType.ACTION_ITEMS_OVERDUE,
        Set.of(ENGINEER, SECURITY, ADMIN),
        "action_item",
        item -> picture.isPast(item, "dueAt"),
        "/api/security/incidents/action-items?overdue=true");
  }

  private void reviews() {
    var compliance = Set.of(COMPLIANCE, ADMIN);
    var until = picture.at().plus(AHEAD);
    due(
        TrustTaskType.ACCESS_REVIEWS_DUE,
        compliance,
        "access_review",
        review -> TrustFigures.isOpen(review) && isBefore(review, until),
        "/api/compliance/access-reviews?status=pending&status=in_progress&dueTo=" + until);
    add(
        TrustTaskType.EVIDENCE_SUBMITTED,
        compliance,
        picture.total("evidence/submitted"),
        null,
        "/api/compliance/evidence?status=submitted");
    due(
        TrustTaskType.EVIDENCE_REVIEWS_DUE,
        compliance,
        "evidence",
        evidence -> isBefore(evidence, until),
        "/api/compliance/evidence?status=approved&dueBefore=" + until);
    due(
        TrustTaskType.RETENTION_DUE,
        compliance,
        "retention",
        retention -> picture.isPast(retention, "dueAt"),
        "/api/compliance/data-classification/retention-due");
  }

  private static boolean isBefore(JsonNode fact, Instant until) {
    return Picture.time(fact, "dueAt").isBefore(until);
  }

  private void due(
      TrustTaskType task, Set<String> roles, String kind, Predicate<JsonNode> which, String link) {
    var waiting = picture.of(kind).values().stream().filter(which).toList();
    var earliest =
        waiting.stream()
            .map(fact -> Picture.time(fact, "dueAt"))
            .min(Comparator.naturalOrder())
            .orElse(null);
    add(task, roles, waiting.size(), earliest, link);
  }

  private void add(TrustTaskType task, Set<String> roles, long count, Instant dueAt, String link) {
    if (count > 0 && roles.stream().anyMatch(holds)) {
      tasks.add(new TrustTask(task, count, dueAt, link));
    }
  }
}
