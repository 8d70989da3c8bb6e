package io.trustfabric.web;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;

/// What lies behind an exception. A transaction manager whose commit failed tells the database's
/// own words as suppressed ones only.
final class Causes {

  private static final int MOST = 50;

  private Causes() {}

  /// The first of a type among an exception, its causes and what they suppressed, the nearest
  /// first; null when there is none.
  static <T extends Throwable> T find(Throwable e, Class<T> type) {
    var waiting = new ArrayDeque<Throwable>();
    var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
    waiting.add(e);
    while (!waiting.isEmpty() && seen.size() < MOST) {
      var next = waiting.remove();
      if (type.isInstance(next)) {
        return type.cast(next);
      }
      if (seen.add(next)) {
        if (next.getCause() != null) {
          waiting.add(next.getCause());
        }
        Collections.addAll(waiting, next.getSuppressed());
      }
    }
    return null;
  }
}
