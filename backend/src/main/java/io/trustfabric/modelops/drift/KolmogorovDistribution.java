package io.trustfabric.modelops.drift;

/// The distribution of the one-sample, two-sided Kolmogorov-Smirnov statistic for n rows. Which
/// formula holds where follows Simard and L'Ecuyer, "Computing the Two-Sided Kolmogorov-Smirnov
/// Distribution" (2011), as SciPy does.
final class KolmogorovDistribution {

  /// Up to so many rows the exact matrix is used all over the middle.
  private static final int FEW = 140;

  private static final int MATRIX_ROWS = 100_000;
  private static final double LOG_SCALE = Math.log(1e140);
  private static final double PI2 = Math.PI * Math.PI;

  /// log k! - log of Stirling's formula for k = 0 to 15, where the series is not yet exact.
  private static final double[] STIRLING = stirling();

  private KolmogorovDistribution() {}

  /// P(D >= d).
  static double survival(long n, double d) {
    if (d <= 0) {
      return 1;
    }
    if (d >= 1) {
      return 0;
    }
    var t = n * d;
    var z2 = t * d;
    if (t <= 1) {
      return 1 - ruben(n, t);
    }
    if (t >= n - 1) {
      return 2 * Math.pow(1 - d, n);
    }
    if (d >= 0.5) {
      return clip(2 * oneSided(n, d));
    }
    if (n <= FEW) {
      return clip(z2 <= 4 ? 1 - matrix((int) n, d) : 2 * oneSided(n, d));
    }
    if (z2 >= 370) {
      return 0;
    }
    if (z2 >= 2.2) {
      return clip(2 * oneSided(n, d));
    }
    return clip(
        1
            - (n <= MATRIX_ROWS && n * Math.pow(d, 1.5) <= 1.4
                ? matrix((int) n, d)
                : pelzGood(n, d)));
  }

  private static double clip(double p) {
    return Math.clamp(p, 0.0, 1.0);
  }

  /// Ruben and Gambino (1982) for n d <= 1: n! / n^n (2 n d - 1)^n.
  private static double ruben(long n, double t) {
    if (t <= 0.5) {
      return 0;
    }
    // log n! - n log n by Stirling's formula, whose n log n cancels.
    var log = correction(n) + 0.5 * Math.log(2 * Math.PI * n) - n;
    return Math.exp(log + n * Math.log(2 * t - 1));
  }

  /// Smirnov's exact one-sided probability: d sum over j of C(n, j) (d + j/n)^(j-1) (1 - d -
  /// j/n)^(n-j). Each term is a binomial probability at its own success probability, which Loader's
  /// saddle-point form (2000) gives without the cancellation of huge logarithms.
  static double oneSided(long n, double d) {
    var last = (long) Math.floor(n * (1 - d));
    var sum = new Sum();
    for (long j = 0; j <= last; j++) {
      var success = d + (double) j / n;
      if (success < 1) {
        sum.add(binomial(n, j, n * d) / success);
      }
    }
    return d * sum.value();
  }

  /// C(n, j) a^j (1 - a)^(n-j) for a = (j + t) / n.
  private static double binomial(long n, long j, double t) {
    var rest = (double) (n - j);
    if (j == 0) {
      return Math.exp(n * Math.log1p(-t / n));
    }
    if (rest == 0) {
      return 1;
    }
    // Both terms are about t, their sum about t * t / n: log1p keeps the digits that matter.
    var deviance = -(j * Math.log1p(t / j) + rest * Math.log1p(-Math.min(1, t / rest)));
    var log = correction(n) - correction(j) - correction(n - j) - deviance;
    return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * j * rest));
  }

  /// log k! - (k + 1/2) log k + k - log(2 pi) / 2.
  private static double correction(long k) {
    if (k < STIRLING.length) {
      return STIRLING[(int) k];
    }
    var k2 = (double) k * k;
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / k2) / k2) / k2) / k2)
        / k;
  }

  private static double[] stirling() {
    var corrections = new double[16];
    double factorial = 1;
    for (int k = 1; k < corrections.length; k++) {
      factorial *= k;
      corrections[k] =
          Math.log(factorial) - (k + 0.5) * Math.log(k) + k - 0.5 * Math.log(2 * Math.PI);
    }
    return corrections;
  }

  /// Marsaglia, Tsang and Wang (2003), after Durbin: n! / n^n times the middle element of H^n,
  /// exact but for rounding.
  static double matrix(int n, double d) {
    var k = (int) Math.ceil(n * d);
    var h = k - n * d;
    var m = 2 * k - 1;
    var matrix = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        matrix[i][j] = i - j + 1 < 0 ? 0 : 1;
      }
    }
    for (int i = 0; i < m; i++) {
      matrix[i][0] -= Math.pow(h, i + 1.0);
      matrix[m - 1][i] -= Math.pow(h, (double) m - i);
    }
    matrix[m - 1][0] += 2 * h - 1 > 0 ? Math.pow(2 * h - 1, m) : 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        for (int g = 1; g <= i - j + 1; g++) {
          matrix[i][j] /= g;
        }
      }
    }
    var power = power(new Scaled(matrix, 0), n);
    double p = power.values[k - 1][k - 1];
    double log = power.scale * LOG_SCALE;
    for (int i = 1; i <= n; i++) {
      p = p * i / n;
      if (p < 1e-140) {
        p *= 1e140;
        log -= LOG_SCALE;
      }
    }
    return p * Math.exp(log);
  }

  /// A matrix times 1e140 to the power of `scale`.
  private record Scaled(double[][] values, int scale) {}

  private static Scaled power(Scaled matrix, int n) {
    if (n == 1) {
      return matrix;
    }
    var half = power(matrix, n / 2);
    var square = times(half, half);
    return n % 2 == 0 ? square : times(matrix, square);
  }

  private static Scaled times(Scaled a, Scaled b) {
    var m = a.values.length;
    var product = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < m; k++) {
        var factor = a.values[i][k];
        for (int j = 0; j < m; j++) {
          product[i][j] += factor * b.values[k][j];
        }
      }
    }
    var scale = a.scale + b.scale;
    if (product[m / 2][m / 2] > 1e140) {
      for (var row : product) {
        for (int j = 0; j < m; j++) {
          row[j] *= 1e-140;
        }
      }
      scale++;
    }
    return new Scaled(product, scale);
  }

  /// Pelz and Good (1976): Kolmogorov's limit and three corrections in powers of 1 / sqrt(n), as
  /// sums that converge fast for small z. P(D < d).
  static double pelzGood(long n, double d) {
    var z = Math.sqrt(n) * d;
    var z2 = z * z;
    var z4 = z2 * z2;
    var z6 = z4 * z2;
    double k0 = 0;
    double k1 = 0;
    double k2 = 0;
    double k3 = 0;
    for (int k = (int) Math.ceil(16 * z / Math.PI); k >= 1; k--) {
      double odd = 2.0 * k - 1;
      var a = PI2 * odd * odd / 4;
      var odds = Math.exp(-a / (2 * z2));
      k0 += odds;
      k1 += (a - z2) * odds;
      k2 += (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * a + (1 - 2 * z2) * a * a) * odds;
      k3 +=
          (-30 * z6
                  - 90 * z6 * z2
                  + (135 * z4 - 96 * z6) * a
                  + (212 * z4 - 60 * z2) * a * a
                  + (5 - 30 * z2) * a * a * a)
              * odds;
    }
    double k2more = 0;
    double k3more = 0;
    for (int k = (int) Math.ceil(16 * z / Math.PI); k >= 1; k--) {
      var b = PI2 * k * k;
      var all = Math.exp(-b / (2 * z2));
      k2more += b * all;
      k3more += (3 * z2 - b) * b * all;
    }
    var root = Math.sqrt(2 * Math.PI);
    var sqrtN = Math.sqrt(n);
    return root * k0 / z
        + root * k1 / (6 * z4) / sqrtN
        + (root * k2 / (72 * z6 * z) - root * k2more / (36 * z2 * z)) / n
        + (root * k3 / (6480 * z6 * z4) + root * k3more / (216 * z6)) / (n * sqrtN);
  }
}
