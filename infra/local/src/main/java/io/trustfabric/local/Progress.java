package io.trustfabric.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What the person at the terminal sees while a stack starts.
final class Progress {

  private static final Duration REMINDER = Duration.ofSeconds(5);

  private final PrintStream out;
  private final Instant begin = Instant.now();
  private final Set<Part> awaited = ConcurrentHashMap.newKeySet();
  private Instant lastLine = Instant.now();

  Progress(PrintStream out) {
    this.out = out;
  }

  synchronized void say(String line) {
    out.println(line);
    out.flush();
    lastLine = Instant.now();
  }

  void starting(Part part) {
    awaited.add(part);
  }

  synchronized void ready(Part part, String address) {
    awaited.remove(part);
    say("  %-10s ready after %4.1f s   %s".formatted(part.title(), seconds(), address));
  }

  /// Says what is still awaited when nothing has been said for a while.
  synchronized void remind() {
    if (!awaited.isEmpty() && Duration.between(lastLine, Instant.now()).compareTo(REMINDER) >= 0) {
      say(
          "  ... %.0f s, waiting for %s"
              .formatted(
                  seconds(),
                  awaited.stream().sorted().map(Part::title).collect(Collectors.joining(", "))));
    }
  }

  double seconds() {
    return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
  }
}
