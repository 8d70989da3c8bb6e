package io.trustfabric.backup.restores;

import io.quarkus.panache.common.Sort;
import io.trustfabric.backup.policies.BackupPolicy;
import io.trustfabric.web.Period;
import io.trustfabric.web.Where;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What verified restores reached, over time. Others reached nothing that counts.
///
/// @param truncated whether there were more restores than are drawn, the newest 5,000
public record RestoreTrend(
    Instant from, Instant to, Boolean truncated, List<RestoreTrendOfTarget> items) {

  private static final int MOST = 5_000;
  private static final Duration USUAL = Duration.ofDays(90);
  private static final Duration LONGEST = Duration.ofDays(1_830);

  /// One target's.
  ///
  /// @param rpoTargetSeconds what the policy that holds now allows; null where there is none
  /// @param rto by when each restore completed, in seconds
  public record RestoreTrendOfTarget(
      String target,
      @Schema(nullable = true) Long rpoTargetSeconds,
      @Schema(nullable = true) Long rtoTargetSeconds,
      List<RestorePoint> rpo,
      List<RestorePoint> rto) {}

  /// @param value in seconds
  public record RestorePoint(Instant at, BigDecimal value) {}

  static RestoreTrend of(Period period, List<String> targets) {
    period.check(USUAL, LONGEST);
    new Where().anyOf("target", targets).check();
    var found = new ArrayList<>(verified(period, targets));
    var truncated = found.size() > MOST;
    var drawn = found.subList(0, Math.min(found.size(), MOST)).reversed();
    var byTarget = new LinkedHashMap<String, List<Restore>>();
    drawn.stream().map(r -> r.target).sorted().forEach(t -> byTarget.put(t, new ArrayList<>()));
    drawn.forEach(restore -> byTarget.get(restore.target).add(restore));
    return new RestoreTrend(
        period.from(),
        period.to(),
        truncated,
        byTarget.entrySet().stream().map(RestoreTrend::ofTarget).toList());
  }

  private static List<Restore> verified(Period period, List<String> targets) {
    var all = targets == null || targets.isEmpty();
    return Restore.<Restore>find(
            "verified = ?1 and completedAt >= ?2 and completedAt < ?3"
                + (all ? "" : " and target in ?4"),
            Sort.descending("completedAt", "id"),
            all
                ? new Object[] {Verified.PASSED, period.from(), period.to()}
                : new Object[] {Verified.PASSED, period.from(), period.to(), targets})
        .page(0, MOST + 1)
        .list();
  }

  private static RestoreTrendOfTarget ofTarget(Map.Entry<String, List<Restore>> one) {
    var policy = BackupPolicy.activeOf(one.getKey());
    return new RestoreTrendOfTarget(
        one.getKey(),
        policy.map(BackupPolicy::rpoSeconds).orElse(null),
        policy.map(BackupPolicy::rtoSeconds).orElse(null),
        points(one.getValue(), Restore::rpoSeconds),
        points(one.getValue(), Restore::rtoSeconds));
  }

  private static List<RestorePoint> points(
      List<Restore> restores, Function<Restore, BigDecimal> figure) {
    return restores.stream()
        .filter(restore -> figure.apply(restore) != null)
        .map(restore -> new RestorePoint(restore.completedAt(), figure.apply(restore)))
        .toList();
  }
}
