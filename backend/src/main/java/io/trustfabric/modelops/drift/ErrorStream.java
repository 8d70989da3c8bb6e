package io.trustfabric.modelops.drift;

/// How wrong a model was, answer by answer in the order they were given: 0 right, 1 wrong, or a
/// loss between.
public final class ErrorStream {

  private final double[] errors;

  /// @throws IllegalArgumentException when there are none, or one is not from 0 to 1
  public ErrorStream(double... errors) {
    if (errors.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    for (int i = 0; i < errors.length; i++) {
      if (!(errors[i] >= 0 && errors[i] <= 1)) {
        throw new IllegalArgumentException("not from 0 to 1 at " + i);
      }
    }
    this.errors = errors.clone();
  }

  public int size() {
    return errors.length;
  }

  double at(int i) {
    return errors[i];
  }

  /// The mean of the errors from `from` up to and without `to`; 0 where there are none.
  double mean(int from, int to) {
    var sum = new Sum();
    for (int i = from; i < to; i++) {
      sum.add(errors[i]);
    }
    return to > from ? sum.value() / (to - from) : 0;
  }

  /// Cohen's h between the means before and from the place of a change; 0 where that is no rise.
  double riseAt(int change) {
    var before = mean(0, change);
    var after = mean(change, errors.length);
    return after > before ? ProportionTest.cohensH(before, after) : 0;
  }
}
