package io.trustfabric.chaosrun.stack;

import io.trustfabric.local.LaunchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/// Waiting for what must come true.
public final class Waiting {

  private Waiting() {}

  /// Looks ten times a second. What fails on the way is not true yet.
  ///
  /// @throws LaunchFailure when it is not true in time
  public static void until(String what, Duration limit, Callable<Boolean> holds) {
    if (!within(limit, holds)) {
      throw new LaunchFailure("Not within %d s: %s.".formatted(limit.toSeconds(), what));
    }
  }

  /// Whether it came true in time.
  public static boolean within(Duration limit, Callable<Boolean> holds) {
    var end = Instant.now().plus(limit);
    do {
      try {
        if (holds.call()) {
          return true;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LaunchFailure("Interrupted.", e);
      } catch (Exception notYet) {
        // looked at again
      }
      pause(Duration.ofMillis(100));
    } while (Instant.now().isBefore(end));
    return false;
  }

  public static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }
}
