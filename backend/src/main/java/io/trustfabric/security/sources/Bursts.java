package io.trustfabric.security.sources;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Finds out when something happens too often for one key within a sliding window. Takes constant
/// time and bounded memory: of each key as many times as make a burst, of keys the latest ones.
final class Bursts {

  private final int threshold;
  private final long window;
  private final Map<String, Ring> rings;

  /// @param threshold how often within the window is a burst
  /// @param watched how many keys are kept
  Bursts(int threshold, Duration window, int watched) {
    this.threshold = threshold;
    this.window = window.toNanos();
    this.rings =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Ring> eldest) {
            return size() > watched;
          }
        };
  }

  /// Counts one.
  ///
  /// @param now by {@link System#nanoTime}
  /// @return whether it completes a burst that was not reported within the window
  synchronized boolean count(String key, long now) {
    return rings.computeIfAbsent(key, k -> new Ring()).add(now);
  }

  /// The latest times of one key. Grows up to the threshold, since most keys have one or two.
  private final class Ring {
    private long[] times = new long[Math.min(4, threshold)];
    private int next;
    private int size;
    private boolean reported;
    private long reportedAt;

    boolean add(long now) {
      if (size == times.length && size < threshold) {
        times = java.util.Arrays.copyOf(times, Math.min(threshold, size * 2));
        next = size;
      }
      times[next] = now;
      next = (next + 1) % threshold;
      size = Math.min(size + 1, threshold);
      // With the ring full, the next place holds the oldest.
      if (size < threshold
          || now - times[next] > window
          || reported && now - reportedAt <= window) {
        return false;
      }
      reported = true;
      reportedAt = now;
      return true;
    }
  }
}
