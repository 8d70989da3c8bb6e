package io.trustfabric.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void takesPercentilesByNearestRank() {
    var hundred = Sample.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray());
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(95)).isEqualTo(95);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(99.1)).isEqualTo(100);
    assertThat(hundred.percentile(0.1)).isEqualTo(1);
    assertThat(Sample.of(7).percentile(95)).isEqualTo(7);
  }

  @Test
  void takesTheMiddleOfWhatIsUnsorted() {
    assertThat(Sample.of(9, 1, 5).median()).isEqualTo(5);
    assertThat(Sample.of(9, 1, 5, 7).median()).isEqualTo(6);
    assertThat(Sample.of(9, 1, 5).min()).isEqualTo(1);
    assertThat(Sample.of(9, 1, 5).max()).isEqualTo(9);
  }

  @Test
  void knowsNothingOfNothing() {
    assertThat(Sample.of().median()).isNaN();
    assertThat(Sample.of().percentile(95)).isNaN();
  }
}
