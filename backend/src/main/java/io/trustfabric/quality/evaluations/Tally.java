package io.trustfabric.quality.evaluations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts what is right by name.
final class Tally {

  /// So many names are told apart; what has any other is counted together.
  static final int MOST = 500;

  /// What all others are counted under.
  static final String OTHERS = "(others)";

  private final Map<String, long[]> counts = new TreeMap<>();

  void count(String name, boolean right) {
    var known = counts.containsKey(name) || counts.size() < MOST ? name : OTHERS;
    var count = counts.computeIfAbsent(known, n -> new long[2]);
    count[0] += right ? 1 : 0;
    count[1]++;
  }

  /// In order of name.
  List<EvaluationFigures.Share> shares() {
    var shares = new ArrayList<EvaluationFigures.Share>();
    counts.forEach(
        (name, count) -> shares.add(EvaluationFigures.Share.of(name, count[0], count[1])));
    return shares;
  }
}
