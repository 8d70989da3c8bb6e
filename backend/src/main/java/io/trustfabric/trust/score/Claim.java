package io.trustfabric.trust.score;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One claim while its subjects are counted: it is worth its weight times good / (good + bad +
/// unknown), rounded down to hundredths of a point and 0 where there is no subject, minus what
/// single bad records cost, and never less than 0.
///
/// So adding something bad or unknown makes the divisor larger or the deduction larger, and never
/// the points.
final class Claim {

  private static final int NAMED = 10;

  private final String name;
  private final long weight;
  private final Cause nothing;
  private final Map<Cause, Counted> costs = new LinkedHashMap<>();
  private final Map<Cause, Counted> deductions = new LinkedHashMap<>();
  private long good;

  /// @param weight in hundredths of a point
  /// @param nothing what is said where there is no subject
  Claim(String name, int weight, Cause nothing) {
    this.name = name;
    this.weight = weight;
    this.nothing = nothing;
  }

  private static final class Counted {
    private long count;
    private long each;
    private final List<String> subjects = new ArrayList<>();
  }

  void good(long count) {
    good += count;
  }

  /// A subject that is not good.
  void not(Cause cause, String subject) {
    var counted = counted(costs, cause, 1);
    if (counted.subjects.size() < NAMED) {
      counted.subjects.add(subject);
    }
  }

  /// So many that are not good.
  void not(Cause cause, long count) {
    if (count > 0) {
      counted(costs, cause, count);
    }
  }

  /// What single bad records cost beyond their share.
  ///
  /// @param each in hundredths of a point
  void deduct(Cause cause, long count, int each, List<String> subjects) {
    if (count > 0) {
      var counted = counted(deductions, cause, count);
      counted.each = each;
      counted.subjects.addAll(subjects.subList(0, Math.min(NAMED, subjects.size())));
    }
  }

  private static Counted counted(Map<Cause, Counted> all, Cause cause, long count) {
    var counted = all.computeIfAbsent(cause, c -> new Counted());
    counted.count += count;
    return counted;
  }

  ClaimScore score() {
    var bad = count(true);
    var unknown = count(false);
    var all = good + bad + unknown;
    var points = all == 0 ? 0 : weight * good / all;
    var reasons = new ArrayList<TrustReason>();
    if (all == 0) {
      reasons.add(reason(nothing, weight, 0, List.of()));
    }
    shares(weight - points, bad + unknown, reasons);
    for (var deduction : deductions.entrySet()) {
      var counted = deduction.getValue();
      var lost = Math.min(points, counted.count * counted.each);
      points -= lost;
      reasons.add(reason(deduction.getKey(), lost, counted.count, counted.subjects));
    }
    return new ClaimScore(
        name, points(points), points(weight), good, bad, unknown, List.copyOf(reasons));
  }

  /// Shares what is lost among its causes by their counts, so that the shares add up.
  private void shares(long lost, long all, List<TrustReason> reasons) {
    long before = 0;
    long counted = 0;
    for (var cost : costs.entrySet()) {
      counted += cost.getValue().count;
      var upTo = lost * counted / all;
      reasons.add(
          reason(cost.getKey(), upTo - before, cost.getValue().count, cost.getValue().subjects));
      before = upTo;
    }
  }

  private long count(boolean isBad) {
    return costs.entrySet().stream()
        .filter(cost -> cost.getKey().isBad() == isBad)
        .mapToLong(cost -> cost.getValue().count)
        .sum();
  }

  private static TrustReason reason(Cause cause, long lost, long count, List<String> subjects) {
    return new TrustReason(
        cause.reason(),
        cause.isBad(),
        points(lost),
        count,
        cause.why(),
        cause.link(),
        List.copyOf(subjects));
  }

  static BigDecimal points(long hundredths) {
    return BigDecimal.valueOf(hundredths, 2);
  }
}
