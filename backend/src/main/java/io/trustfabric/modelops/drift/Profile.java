package io.trustfabric.modelops.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Two samples beside each other, as a chart draws them: which share of each lies in which cell. It
/// decides nothing; every method counts by cells of its own.
public final class Profile {

  /// So many cells are told at most, those at the ends with what lies beyond included.
  private static final int MOST = 12;

  private static final int LONGEST_LABEL = 60;
  private static final double SHARE_STEPS = 1e6;

  private Profile() {}

  /// One object a cell: `label`, or `from` and `to` where it has such an end, and the shares
  /// `reference` and `current`, 0 to 1.
  ///
  /// Numbers with few values are told value by value, others by bins of equal width between the 5th
  /// and the 95th percentile of the reference; of categories the most frequent ones.
  ///
  /// @throws IllegalArgumentException when the samples cannot be counted by the same cells
  public static List<Map<String, Object>> of(Sample reference, Sample current) {
    return switch (reference) {
      case Categories r when current instanceof Categories c -> categories(r, c);
      case Histogram r when current instanceof Histogram c && r.hasSameBins(c) ->
          between(r.edges(), withEnds(r.counts()), withEnds(c.counts()));
      case Histogram r when current instanceof Numbers c ->
          between(r.edges(), withEnds(r.counts()), Cells.count(c, closed(r.edges())));
      case Numbers r when current instanceof Numbers c ->
          r.distinctWith(c) <= MOST ? values(r, c) : bins(r, c);
      default -> throw new IllegalArgumentException("samples of different kinds");
    };
  }

  private static List<Map<String, Object>> categories(Categories reference, Categories current) {
    var names = new TreeSet<>(reference.counts().keySet());
    names.addAll(current.counts().keySet());
    var frequent =
        names.stream()
            .sorted(
                Comparator.comparingDouble(
                        (String name) ->
                            share(reference.count(name), reference.rows())
                                + share(current.count(name), current.rows()))
                    .reversed())
            .toList();
    var named = frequent.size() <= MOST ? frequent : frequent.subList(0, MOST - 1);
    var cells = new ArrayList<Map<String, Object>>();
    for (var name : named) {
      cells.add(
          labelled(
              name,
              share(reference.count(name), reference.rows()),
              share(current.count(name), current.rows())));
    }
    if (named.size() < frequent.size()) {
      var others = frequent.subList(named.size(), frequent.size());
      cells.add(
          labelled(
              "all others",
              share(others.stream().mapToLong(reference::count).sum(), reference.rows()),
              share(others.stream().mapToLong(current::count).sum(), current.rows())));
    }
    return cells;
  }

  private static List<Map<String, Object>> values(Numbers reference, Numbers current) {
    var values = new TreeSet<Double>();
    for (var numbers : List.of(reference, current)) {
      for (int i = 0; i < numbers.size(); i = numbers.past(numbers.at(i), i)) {
        values.add(numbers.at(i));
      }
    }
    var lower = values.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    var before = Cells.count(reference, lower);
    var now = Cells.count(current, lower);
    var cells = new ArrayList<Map<String, Object>>();
    int i = 0;
    for (var value : values) {
      cells.add(
          labelled(text(value), share(before[i], reference.rows()), share(now[i], current.rows())));
      i++;
    }
    return cells;
  }

  private static List<Map<String, Object>> bins(Numbers reference, Numbers current) {
    var low = reference.quantile(0.05);
    var high = reference.quantile(0.95);
    if (low == high) {
      low = Math.min(reference.min(), current.min());
      high = Math.max(reference.max(), current.max());
    }
    var edges = new double[MOST - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = low + i * (high - low) / (edges.length - 1);
    }
    return between(edges, Cells.count(reference, edges), Cells.count(current, edges));
  }

  /// @param edges between the cells
  /// @param reference counts, from what lies below the first edge to what lies above the last
  private static List<Map<String, Object>> between(
      double[] edges, long[] reference, long[] current) {
    var rowsBefore = sum(reference);
    var rowsNow = sum(current);
    var joined = Math.ceilDiv(edges.length - 1, MOST - 2);
    var cells = new ArrayList<Map<String, Object>>();
    cells.add(bin(null, edges[0], share(reference[0], rowsBefore), share(current[0], rowsNow)));
    for (int from = 0; from < edges.length - 1; from += joined) {
      var to = Math.min(from + joined, edges.length - 1);
      long before = 0;
      long now = 0;
      for (int i = from + 1; i <= to; i++) {
        before += reference[i];
        now += current[i];
      }
      cells.add(bin(edges[from], edges[to], share(before, rowsBefore), share(now, rowsNow)));
    }
    var last = edges.length;
    cells.add(
        bin(
            edges[last - 1],
            null,
            share(reference[last], rowsBefore),
            share(current[last], rowsNow)));
    cells.removeIf(
        cell ->
            (!cell.containsKey("from") || !cell.containsKey("to"))
                && cell.get("reference").equals(0.0)
                && cell.get("current").equals(0.0));
    return cells;
  }

  /// The last bin holds its upper edge too.
  private static double[] closed(double[] edges) {
    var upper = edges.clone();
    upper[edges.length - 1] = Math.nextUp(edges[edges.length - 1]);
    return upper;
  }

  /// Nothing lies outside of a histogram's own bins.
  private static long[] withEnds(long[] counts) {
    var more = new long[counts.length + 2];
    System.arraycopy(counts, 0, more, 1, counts.length);
    return more;
  }

  private static Map<String, Object> labelled(String label, double reference, double current) {
    var cell = new LinkedHashMap<String, Object>();
    cell.put(
        "label", label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL) + "…");
    cell.put("reference", reference);
    cell.put("current", current);
    return cell;
  }

  private static Map<String, Object> bin(Double from, Double to, double reference, double current) {
    var cell = new LinkedHashMap<String, Object>();
    if (from != null) {
      cell.put("from", from);
    }
    if (to != null) {
      cell.put("to", to);
    }
    cell.put("reference", reference);
    cell.put("current", current);
    return cell;
  }

  private static double share(long count, long rows) {
    return Math.round(SHARE_STEPS * count / rows) / SHARE_STEPS;
  }

  private static long sum(long[] counts) {
    long rows = 0;
    for (var count : counts) {
      rows += count;
    }
    return rows;
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
