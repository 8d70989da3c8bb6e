package io.trustfabric.modelops.drift;

import java.util.Arrays;
import java.util.LinkedHashMap;

/// The k-sample test of Anderson and Darling by Scholz and Stephens (1987), with midranks where
/// values tie: their equation 7, standardised. It weighs the tails more than Kolmogorov and Smirnov
/// do.
final class AndersonDarling {

  /// The levels of their table 2, with its interpolation b0 + b1 / sqrt(m) + b2 / m for m = k - 1.
  private static final double[] LEVELS = {0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001};

  private static final double[] B0 = {0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085};
  private static final double[] B1 = {-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615};
  private static final double[] B2 = {-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154};

  private AndersonDarling() {}

  static DriftResult compare(Numbers reference, Numbers current) {
    var statistic = statistic(reference, current);
    var critical = critical(1);
    var clipped = statistic < critical[0] || statistic > critical[critical.length - 1];
    var details = new LinkedHashMap<String, Object>();
    details.put("pValueClipped", clipped);
    return new DriftResult(
        DriftMethod.ANDERSON_DARLING,
        statistic,
        pValue(statistic, 2),
        KolmogorovSmirnov.distance(reference, current),
        details);
  }

  /// The standardised statistic of k samples. Where all values are one the raw statistic is taken
  /// as 0.
  ///
  /// @throws IllegalArgumentException for fewer than two samples or four values
  static double statistic(Numbers... samples) {
    long rows = Arrays.stream(samples).mapToLong(Numbers::rows).sum();
    if (samples.length < 2 || rows < 4) {
      throw new IllegalArgumentException("needs two samples and four values");
    }
    var m = samples.length - 1;
    return (raw(samples, rows) - m) / Math.sqrt(variance(samples, rows));
  }

  private static double raw(Numbers[] samples, double rows) {
    var places = new int[samples.length];
    var sums = new Sum[samples.length];
    Arrays.setAll(sums, i -> new Sum());
    long before = 0;
    while (before < rows) {
      var value = Double.POSITIVE_INFINITY;
      for (int s = 0; s < samples.length; s++) {
        if (places[s] < samples[s].size()) {
          value = Math.min(value, samples[s].at(places[s]));
        }
      }
      var ends = new int[samples.length];
      long ties = 0;
      for (int s = 0; s < samples.length; s++) {
        ends[s] = samples[s].past(value, places[s]);
        ties += ends[s] - places[s];
      }
      if (ties == rows) {
        return 0;
      }
      var midrank = before + ties / 2.0;
      var weight = ties / rows / (midrank * (rows - midrank) - rows * ties / 4);
      for (int s = 0; s < samples.length; s++) {
        var below = (places[s] + ends[s]) / 2.0;
        var gap = rows * below - midrank * samples[s].size();
        sums[s].add(weight * gap * gap);
        places[s] = ends[s];
      }
      before += ties;
    }
    double raw = 0;
    for (int s = 0; s < samples.length; s++) {
      raw += sums[s].value() / samples[s].size();
    }
    return raw * (rows - 1) / rows;
  }

  /// Their equation 4.
  private static double variance(Numbers[] samples, double n) {
    double k = samples.length;
    double inverse = Arrays.stream(samples).mapToDouble(s -> 1.0 / s.size()).sum();
    double h = 0;
    double g = 0;
    // g = sum over i < j of 1 / ((n - i) j): from the last i on, the inner sum grows by one term.
    for (int i = (int) n - 2; i >= 1; i--) {
      h += 1.0 / (i + 1);
      g += h / (n - i);
    }
    h += 1;
    var a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse;
    var b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
    var c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverse + 4 * h;
    var d = (2 * h + 6) * k * k - 4 * h * k;
    return (((a * n + b) * n + c) * n + d) / ((n - 1) * (n - 2) * (n - 3));
  }

  /// Log-levels as a parabola of the critical values, fitted by least squares, as SciPy does;
  /// clipped to what the table covers, 0.001 to 0.25.
  static double pValue(double statistic, int samples) {
    var critical = critical(samples - 1);
    if (statistic < critical[0]) {
      return LEVELS[0];
    }
    if (statistic > critical[critical.length - 1]) {
      return LEVELS[LEVELS.length - 1];
    }
    var logs = Arrays.stream(LEVELS).map(Math::log).toArray();
    var fit = parabola(critical, logs);
    return Math.exp((fit[2] * statistic + fit[1]) * statistic + fit[0]);
  }

  private static double[] critical(double m) {
    var critical = new double[LEVELS.length];
    for (int i = 0; i < critical.length; i++) {
      critical[i] = B0[i] + B1[i] / Math.sqrt(m) + B2[i] / m;
    }
    return critical;
  }

  /// The least squares parabola through the points, lowest power first, by orthogonal polynomials
  /// over them.
  private static double[] parabola(double[] x, double[] y) {
    var n = x.length;
    var mean = Arrays.stream(x).average().orElseThrow();
    double s2 = 0;
    double s3 = 0;
    for (var xi : x) {
      s2 += (xi - mean) * (xi - mean);
      s3 += Math.pow(xi - mean, 3);
    }
    // 1, u and u^2 - q u - r are orthogonal over the points, u being x - mean.
    var q = s3 / s2;
    var r = s2 / n;
    double norm = 0;
    double c0 = 0;
    double c1 = 0;
    double c2 = 0;
    for (int i = 0; i < n; i++) {
      var u = x[i] - mean;
      var p2 = u * u - q * u - r;
      norm += p2 * p2;
      c0 += y[i] / n;
      c1 += y[i] * u / s2;
      c2 += y[i] * p2;
    }
    c2 /= norm;
    var linear = c1 - c2 * q;
    return new double[] {
      c0 - c2 * r - linear * mean + c2 * mean * mean, linear - 2 * c2 * mean, c2
    };
  }
}
