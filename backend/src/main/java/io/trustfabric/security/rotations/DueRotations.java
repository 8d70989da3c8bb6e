package io.trustfabric.security.rotations;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;

/// Which secrets have to be renewed: one row a secret, the worst first.
///
/// @param within how far ahead is looked
/// @param coverage how many of all secrets in use are on time
/// @param total how many rows there are; at most 1,000 of them are in `items`
public record DueRotations(
    Instant asOf, Duration within, Coverage coverage, Long total, List<DueRotation> items) {

  private static final int MOST = 1_000;
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /// @param secrets all that are in use: every name in the log that was not retired
  /// @param onTime those whose last success is no older than its interval
  /// @param overdue those whose last success is older
  /// @param neverRotated those that were never renewed successfully
  /// @param ratio onTime / secrets; null where there are none
  public record Coverage(
      Long secrets,
      Long onTime,
      Long overdue,
      Long neverRotated,
      @Schema(nullable = true) BigDecimal ratio) {}

  /// Why a secret is in the list.
  public enum DueState {
    OVERDUE,
    NEVER_ROTATED,
    DUE,
    ON_TIME
  }

  /// One secret.
  ///
  /// @param lastRotatedAt its last success
  /// @param withinPolicy whether its interval is no longer than the policy allows today
  /// @param lastAttempt the newest rotation of it, however it ended
  public record DueRotation(
      String secretName,
      SecretType secretType,
      String owner,
      DueState state,
      @Schema(nullable = true) Instant lastRotatedAt,
      Integer rotationIntervalDays,
      @Schema(nullable = true) Instant nextRotationDueAt,
      Boolean withinPolicy,
      SecretRotationView lastAttempt,
      @Schema(nullable = true) UUID violationEventId) {}

  private static final String NEWEST =
      """
      SELECT DISTINCT ON (secret_name) * FROM secret_rotation_log
      ORDER BY secret_name DESC, created_at DESC, id DESC
      """;

  private static final String LAST_SUCCESS =
      """
      SELECT DISTINCT ON (secret_name) * FROM secret_rotation_log WHERE status = 'succeeded'
      ORDER BY secret_name, rotated_at DESC, id DESC
      """;

  /// @param within an ISO 8601 duration; 14 days when null
  /// @throws Invalid when it is none, negative, or longer than ten years
  static DueRotations of(EntityManager entityManager, String within) {
    var ahead = ahead(within);
    var now = Clock.now();
    var session = entityManager.unwrap(Session.class);
    var successes =
        session.createNativeQuery(LAST_SUCCESS, SecretRotation.class).getResultList().stream()
            .collect(Collectors.toMap(r -> r.secretName, Function.identity()));
    var policy = RotationPolicy.current();
    var all = new ArrayList<DueRotation>();
    for (var newest : session.createNativeQuery(NEWEST, SecretRotation.class).getResultList()) {
      var success = successes.get(newest.secretName);
      if (success == null || !success.retired) {
        all.add(row(newest, success, policy, now, now.plus(ahead)));
      }
    }
    var due =
        all.stream()
            .filter(row -> row.state != DueState.ON_TIME)
            .sorted(
                Comparator.comparing(DueRotation::state)
                    .thenComparing(
                        DueRotation::nextRotationDueAt,
                        Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(DueRotation::secretName))
            .toList();
    return new DueRotations(
        now, ahead, coverage(all), (long) due.size(), due.subList(0, Math.min(due.size(), MOST)));
  }

  private static DueRotation row(
      SecretRotation newest,
      SecretRotation success,
      RotationPolicy policy,
      Instant now,
      Instant until) {
    var speaks = success == null ? newest : success;
    return new DueRotation(
        newest.secretName,
        speaks.secretType,
        newest.owner,
        state(success, now, until),
        success == null ? null : success.rotatedAt(),
        speaks.rotationIntervalDays,
        success == null ? null : success.nextRotationDueAt(),
        speaks.rotationIntervalDays <= policy.maxDays(speaks.secretType),
        SecretRotationView.of(newest),
        success == null ? null : success.violationEventId());
  }

  private static DueState state(SecretRotation success, Instant now, Instant until) {
    if (success == null) {
      return DueState.NEVER_ROTATED;
    }
    var dueAt = success.nextRotationDueAt();
    if (dueAt.isBefore(now)) {
      return DueState.OVERDUE;
    }
    return dueAt.isBefore(until) ? DueState.DUE : DueState.ON_TIME;
  }

  private static Coverage coverage(List<DueRotation> all) {
    var overdue = all.stream().filter(row -> row.state == DueState.OVERDUE).count();
    var never = all.stream().filter(row -> row.state == DueState.NEVER_ROTATED).count();
    var onTime = all.size() - overdue - never;
    var ratio =
        all.isEmpty()
            ? null
            : BigDecimal.valueOf(onTime)
                .divide(BigDecimal.valueOf(all.size()), 4, RoundingMode.HALF_UP);
    return new Coverage((long) all.size(), onTime, overdue, never, ratio);
  }

  private static Duration ahead(String within) {
    try {
      var ahead = within == null ? Duration.ofDays(14) : Duration.parse(within);
      if (!ahead.isNegative() && ahead.compareTo(LONGEST) <= 0) {
        return ahead;
      }
    } catch (DateTimeException e) {
      // refused below like one that is too long
    }
    throw Invalid.field("?within", "must be an ISO 8601 duration up to P3650D, such as P14D");
  }
}
