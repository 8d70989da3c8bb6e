package io.trustfabric.chaos.experiments;

import io.trustfabric.chaos.verdicts.ChaosOutcome;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;

/// How experiments came out that began in a stretch of time, by what they broke.
///
/// @param byType all four types, in their order
public record ChaosSummary(
    Instant from,
    Instant to,
    ChaosFormulas formulas,
    ChaosCoverage coverage,
    List<OfChaosType> byType) {

  /// The words, and how they are computed.
  public record ChaosFormulas(
      String passRate, String coverage, String recoveryTime, String median, String p90) {}

  /// @param types how many there are
  /// @param tested types with an experiment that proves something, passed or failed
  /// @param untested the others
  /// @param ratio tested / types
  public record ChaosCoverage(
      Integer types, List<ChaosTestType> tested, List<ChaosTestType> untested, BigDecimal ratio) {}

  /// Experiments of one type.
  ///
  /// @param tests how many began
  /// @param passRate passed / (passed + failed), to four digits; null when nothing is proved
  /// @param newest the last that began and has ended
  public record OfChaosType(
      ChaosTestType testType,
      Long tests,
      Long running,
      Long passed,
      Long failed,
      Long inconclusive,
      @Schema(nullable = true) BigDecimal passRate,
      RecoverySpread recoveryTime,
      @Schema(nullable = true) NewestChaosTest newest) {}

  /// @param n experiments of which both times are known
  /// @param medianMs null when `n` is 0
  public record RecoverySpread(
      Long n, @Schema(nullable = true) Long medianMs, @Schema(nullable = true) Long p90Ms) {}

  public record NewestChaosTest(
      UUID id, String name, ChaosOutcome outcome, Instant startedAt, Instant completedAt) {}

  static final ChaosFormulas FORMULAS =
      new ChaosFormulas(
          "passed / (passed + failed); inconclusive experiments count apart, and for nothing",
          "types with at least one experiment that passed or failed / all types",
          "recoveredAt - faultClearedAt, of experiments that passed or failed",
          "the middle value, or the mean of the two in the middle",
          "the value at 0.9 x (n - 1) of the values in order, interpolated between neighbours");

  private static final String CHOSEN =
      """
      FROM chaos_test_results WHERE started_at >= :from AND started_at < :to
        AND (cardinality(:environment) = 0 OR environment = ANY (:environment))
      """;

  private static final String FIGURES =
      """
      SELECT test_type, count(*), count(*) FILTER (WHERE status = 'running'),
        count(*) FILTER (WHERE outcome = 'passed'), count(*) FILTER (WHERE outcome = 'failed'),
        count(*) FILTER (WHERE outcome = 'inconclusive'), count(took),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY took), percentile_cont(0.9) WITHIN GROUP (ORDER BY took)
      FROM (SELECT test_type, status, outcome, CASE WHEN outcome IN ('passed', 'failed')
              THEN (extract(epoch FROM recovered_at - fault_cleared_at) * 1000)::float8 END AS took
            %s) t
      GROUP BY test_type
      """
          .formatted(CHOSEN);

  private static final String NEWEST =
      """
      SELECT DISTINCT ON (test_type) test_type, id, name, outcome, started_at, completed_at
      %s AND status <> 'running' ORDER BY test_type, started_at DESC, id DESC
      """
          .formatted(CHOSEN);

  static ChaosSummary of(
      EntityManager entityManager, Instant from, Instant to, List<String> environments) {
    var session = entityManager.unwrap(Session.class);
    var newest = new EnumMap<ChaosTestType, NewestChaosTest>(ChaosTestType.class);
    rows(session, NEWEST, from, to, environments)
        .forEach(row -> newest.put(type(row[0]), newest(row)));
    var byType = new EnumMap<ChaosTestType, OfChaosType>(ChaosTestType.class);
    rows(session, FIGURES, from, to, environments)
        .forEach(row -> byType.put(type(row[0]), figures(row, newest)));
    var all =
        Arrays.stream(ChaosTestType.values())
            .map(type -> byType.getOrDefault(type, nothing(type)))
            .toList();
    return new ChaosSummary(from, to, FORMULAS, coverage(all), all);
  }

  private static List<Object[]> rows(
      Session session, String sql, Instant from, Instant to, List<String> environments) {
    return session
        .createNativeQuery(sql, Object[].class)
        .setParameter("from", from)
        .setParameter("to", to)
        .setParameter("environment", environments.toArray(String[]::new))
        .getResultList();
  }

  private static OfChaosType figures(Object[] row, Map<ChaosTestType, NewestChaosTest> newest) {
    var passed = (Long) row[3];
    var failed = (Long) row[4];
    return new OfChaosType(
        type(row[0]),
        (Long) row[1],
        (Long) row[2],
        passed,
        failed,
        (Long) row[5],
        passed + failed == 0 ? null : ratio(passed, passed + failed),
        new RecoverySpread((Long) row[6], milliseconds(row[7]), milliseconds(row[8])),
        newest.get(type(row[0])));
  }

  private static OfChaosType nothing(ChaosTestType type) {
    return new OfChaosType(
        type, 0L, 0L, 0L, 0L, 0L, null, new RecoverySpread(0L, null, null), null);
  }

  private static NewestChaosTest newest(Object[] row) {
    return new NewestChaosTest(
        (UUID) row[1],
        (String) row[2],
        ChaosOutcome.valueOf(row[3].toString().toUpperCase(Locale.ROOT)),
        (Instant) row[4],
        (Instant) row[5]);
  }

  private static ChaosCoverage coverage(List<OfChaosType> all) {
    var tested = new ArrayList<ChaosTestType>();
    var untested = new ArrayList<ChaosTestType>();
    all.forEach(one -> (one.passed() + one.failed() > 0 ? tested : untested).add(one.testType()));
    return new ChaosCoverage(all.size(), tested, untested, ratio(tested.size(), all.size()));
  }

  private static BigDecimal ratio(long part, long whole) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }

  private static Long milliseconds(Object value) {
    return value == null ? null : Math.round((Double) value);
  }

  private static ChaosTestType type(Object stored) {
    return ChaosTestType.valueOf(stored.toString().toUpperCase(Locale.ROOT));
  }
}
