package io.trustfabric.chaosrun.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the probe saw, by scheduled time.
public record Samples(List<Sample> byTime) {

  /// So many requests in a row have to go well, on every process, before the product is well again.
  static final int IN_A_ROW = 20;

  /// And none of them may wait longer.
  static final Duration CALM = Duration.ofSeconds(1);

  public Samples {
    byTime = byTime.stream().sorted(Comparator.comparing(Sample::dueAt)).toList();
  }

  /// Those that were due from one moment until before another.
  public Samples between(Instant from, Instant to) {
    return new Samples(
        byTime.stream().filter(s -> !s.dueAt().isBefore(from) && s.dueAt().isBefore(to)).toList());
  }

  /// Those whose answer came, or was given up, before a moment; or those for which it was not
  /// before it.
  public Samples answered(boolean notBefore, Instant at) {
    return new Samples(byTime.stream().filter(s -> s.doneAt().isBefore(at) != notBefore).toList());
  }

  /// Share of requests that were not answered as they should be, 0 to 1; 0 when there are none.
  public double errorRate() {
    return byTime.isEmpty()
        ? 0
        : (double) byTime.stream().filter(s -> !s.isWell()).count() / byTime.size();
  }

  /// 95th percentile of latency by nearest rank, in milliseconds; NaN when there are none.
  public double p95Millis() {
    return percentile(Sample::latency, 95);
  }

  /// 99th percentile of the probe's own lag, in milliseconds; NaN when there are none.
  public double lagP99Millis() {
    return percentile(Sample::lag, 99);
  }

  /// The longest anybody waited.
  public Duration longest() {
    return byTime.stream().map(Sample::latency).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  public long unclear() {
    return byTime.stream().filter(Sample::isUnclear).count();
  }

  /// How many answers there were of each status; 0 stands for no answer.
  public SortedMap<Integer, Long> statuses() {
    return byTime.stream()
        .collect(Collectors.groupingBy(Sample::status, TreeMap::new, Collectors.counting()));
  }

  /// Ids of the records whose making was acknowledged.
  public List<String> acknowledged() {
    return byTime.stream().map(Sample::acknowledged).filter(Objects::nonNull).toList();
  }

  /// When the product was well again: the scheduled time of the first of {@link #IN_A_ROW} requests
  /// that all went well and calmly.
  public Optional<Instant> wellFrom(Instant from) {
    var later = byTime.stream().filter(s -> !s.dueAt().isBefore(from)).toList();
    int begin = 0;
    for (int i = 0; i < later.size(); i++) {
      var sample = later.get(i);
      if (!sample.isWell() || sample.latency().compareTo(CALM) > 0) {
        begin = i + 1;
      } else if (i - begin + 1 >= IN_A_ROW) {
        return Optional.of(later.get(begin).dueAt());
      }
    }
    return Optional.empty();
  }

  /// The longest time in which no write was acknowledged, between two acknowledgements.
  public Duration longestSilence() {
    var answered =
        byTime.stream().filter(s -> s.acknowledged() != null).map(Sample::doneAt).sorted().toList();
    var longest = Duration.ZERO;
    for (int i = 1; i < answered.size(); i++) {
      var gap = Duration.between(answered.get(i - 1), answered.get(i));
      longest = gap.compareTo(longest) > 0 ? gap : longest;
    }
    return longest;
  }

  private double percentile(Function<Sample, Duration> of, double percent) {
    var sorted = byTime.stream().map(of).mapToDouble(d -> d.toNanos() / 1e6).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.clamp((int) Math.ceil(percent / 100 * sorted.length), 1, sorted.length) - 1];
  }
}
