package io.trustfabric.modelops.drift;

/// A sum that keeps what is lost in rounding (Neumaier 1974): a million terms are added as exactly
/// as two.
final class Sum {

  private double sum;
  private double lost;

  void add(double term) {
    var next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }

  double value() {
    return sum + lost;
  }
}
