package io.trustfabric.monitoring.budget;

import jakarta.persistence.EnumeratedValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/// Two windows that must both burn faster than a factor for an alert to fire: the long one says
/// that it matters, the short one that it is still going on. After "The Site Reliability Workbook",
/// chapter 5, table 5-8; for 7 days with the shares of Sloth's example.
///
/// factor = share of the budget x period / long window. A burn rate equal to it does not fire.
public enum AlertPair {
  PAGE_FAST(AlertSeverity.PAGE, Duration.ofHours(1), Duration.ofMinutes(5), "0.02", "0.08"),
  PAGE_SLOW(AlertSeverity.PAGE, Duration.ofHours(6), Duration.ofMinutes(30), "0.05", "0.125"),
  TICKET_FAST(AlertSeverity.TICKET, Duration.ofDays(1), Duration.ofHours(2), "0.1", "0.2"),
  TICKET_SLOW(AlertSeverity.TICKET, Duration.ofDays(3), Duration.ofHours(6), "0.1", "0.42");

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  private final AlertSeverity severity;
  private final Duration longWindow;
  private final Duration shortWindow;
  private final BigDecimal share;
  private final BigDecimal shareOfAWeek;

  AlertPair(
      AlertSeverity severity,
      Duration longWindow,
      Duration shortWindow,
      String share,
      String shareOfAWeek) {
    this.severity = severity;
    this.longWindow = longWindow;
    this.shortWindow = shortWindow;
    this.share = new BigDecimal(share);
    this.shareOfAWeek = new BigDecimal(shareOfAWeek);
  }

  public AlertSeverity severity() {
    return severity;
  }

  public Duration longWindow() {
    return longWindow;
  }

  public Duration shortWindow() {
    return shortWindow;
  }

  /// Which part of a period's budget, used up within the long window, is too much.
  public BigDecimal share(SloPeriod period) {
    return period == SloPeriod.P7D ? shareOfAWeek : share;
  }

  /// The burn rate that is too much, to 34 digits. 90 days and calendar periods have the factors of
  /// 30 days.
  public BigDecimal factor(SloPeriod period) {
    return budgetSeconds(period)
        .divide(BigDecimal.valueOf(longWindow.toSeconds()), MathContext.DECIMAL128);
  }

  /// Whether what was measured burns strictly faster than the factor, without any rounding: bad /
  /// (total x (1 - objective)) > share x period / long window, multiplied out.
  public boolean isExceeded(Amount measured, Objective objective, SloPeriod period) {
    var bad = measured.bad().multiply(BigDecimal.valueOf(longWindow.toSeconds()));
    var allowed = measured.total().multiply(objective.allowed()).multiply(budgetSeconds(period));
    return bad.compareTo(allowed) > 0;
  }

  /// Whether it could never fire, since not even everything being bad burns fast enough: factor x
  /// (1 - objective) >= 1.
  public boolean cannotFire(Objective objective, SloPeriod period) {
    return budgetSeconds(period)
            .multiply(objective.allowed())
            .compareTo(BigDecimal.valueOf(longWindow.toSeconds()))
        >= 0;
  }

  private BigDecimal budgetSeconds(SloPeriod period) {
    return share(period)
        .multiply(BigDecimal.valueOf(Duration.ofDays(period.alertDays()).toSeconds()));
  }
}
