package io.trustfabric.modelops.drift;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How often each category was seen.
///
/// @param counts by category; none below 0, at least one above
public record Categories(SortedMap<String, Long> counts) implements Sample {

  /// @throws IllegalArgumentException when a count is negative or all are 0
  public Categories {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    long rows = 0;
    for (var count : counts.values()) {
      if (count < 0) {
        throw new IllegalArgumentException("has a negative count");
      }
      rows = Math.addExact(rows, count);
    }
    if (rows == 0) {
      throw new IllegalArgumentException("has no values");
    }
  }

  /// Counts the labels of single rows.
  public static Categories of(Collection<String> labels) {
    var counts = new TreeMap<String, Long>();
    labels.forEach(label -> counts.merge(label, 1L, Long::sum));
    return new Categories(counts);
  }

  public static Categories of(Map<String, Long> counts) {
    return new Categories(new TreeMap<>(counts));
  }

  @Override
  public long rows() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  long count(String category) {
    return counts.getOrDefault(category, 0L);
  }
}
