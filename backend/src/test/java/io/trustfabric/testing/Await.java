package io.trustfabric.testing;

import java.time.Duration;
import java.time.Instant;

/// Waits for something that comes true by itself.
public final class Await {

  private Await() {}

  /// What is asked again and again.
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// @param patience far more than it takes: a hanging test is worse than a failing one
  public static void until(String what, Duration patience, Condition condition) {
    var end = Instant.now().plus(patience);
    Exception last = null;
    while (Instant.now().isBefore(end)) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (Exception e) {
        last = e;
      }
      sleep(50);
    }
    throw new AssertionError("waited in vain until " + what, last);
  }

  /// Waits until no verification of the ledger is under way, which would change rows beside what is
  /// tested.
  public static void noVerification() {
    until(
        "no verification runs",
        Duration.ofSeconds(120),
        () ->
            Sql.number("SELECT count(*) FROM ledger_verifications WHERE status = 'running'") == 0);
  }

  public static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
