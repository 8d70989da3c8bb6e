package io.trustfabric.chaosrun.stack;

import io.trustfabric.local.LaunchFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Signals to a process and to all that it has started. PostgreSQL's processes lead sessions of
/// their own, so that a signal to the group of the first would not reach them.
final class Processes {

  private Processes() {}

  /// Stops them where they stand, as a suspended machine does.
  static void freeze(ProcessHandle first) {
    send("STOP", first);
  }

  static void wake(ProcessHandle first) {
    send("CONT", first);
  }

  /// As a power cut ends them.
  static void kill(ProcessHandle first) {
    send("KILL", first);
  }

  /// The first one first: it starts no more of them then.
  private static void send(String signal, ProcessHandle first) {
    if (!first.isAlive()) {
      return;
    }
    var children = signal.equals("KILL") ? first.descendants().toList() : null;
    run(List.of("kill", "-s", signal, Long.toString(first.pid())));
    var rest = new ArrayList<>(List.of("kill", "-s", signal));
    (children == null ? first.descendants().toList() : children)
        .forEach(process -> rest.add(Long.toString(process.pid())));
    if (rest.size() > 3) {
      run(rest);
    }
  }

  /// One that has ended meanwhile is no error.
  private static void run(List<String> command) {
    try {
      new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new LaunchFailure("`kill` cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
