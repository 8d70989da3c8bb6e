package io.trustfabric.modelops.drift;

import java.util.Map;

/// What a method found.
///
/// @param statistic in the method's own unit
/// @param pValue 0 to 1; null where the method has none
/// @param effect how large the drift is, in the unit of the method's ladder
/// @param details what else one must know to compute it again: bins, degrees of freedom, the way a
///   p-value was found
public record DriftResult(
    DriftMethod method,
    double statistic,
    Double pValue,
    double effect,
    Map<String, Object> details) {

  /// Whether that is a drift: a p-value below the threshold, or a statistic that reaches it.
  ///
  /// @param pValue the p-value that decides, possibly corrected for many features; ignored where
  ///   the method has none
  public boolean isDrift(double threshold, Double pValue) {
    return method.isByPValue() ? pValue < threshold : statistic >= threshold;
  }

  /// The rung of the ladder the effect stands on.
  public DriftSeverity severity() {
    return DriftSeverity.of(method, effect);
  }
}
