package io.trustfabric.quality.evaluations;

/// Wilson's score interval for a share (E. B. Wilson, JASA 22, 1927): unlike the normal
/// approximation it stays within 0 and 1 and says something also where everything was right.
///
/// @param low the lower bound, 0 to 1
/// @param high the upper bound, 0 to 1
record Wilson(double low, double high) {

  /// The 0.975 quantile of the standard normal distribution: 95 % lie between -z and z.
  private static final double Z = 1.959963984540054;

  /// The 95 % interval of `right` of `n`.
  ///
  /// @param n at least 1
  static Wilson of(long right, long n) {
    if (n < 1 || right < 0 || right > n) {
      throw new IllegalArgumentException("%d of %d".formatted(right, n));
    }
    var share = (double) right / n;
    var z2 = Z * Z;
    var centre = (share + z2 / (2 * n)) / (1 + z2 / n);
    var half = Z / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4.0 * n * (double) n));
    // At both ends the bound is the share itself; what arithmetic leaves over is no figure.
    return new Wilson(
        right == 0 ? 0 : Math.clamp(centre - half, 0, share),
        right == n ? 1 : Math.clamp(centre + half, share, 1));
  }
}
