package io.trustfabric.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Signals to whole process trees, which Java alone cannot send.
///
/// Where the system has `setsid`, each child leads a session of its own. So a Ctrl-C in the
/// terminal reaches the launcher only, which then ends its children in order, and a signal to the
/// group reaches what a child has started even when the child itself is dead. Elsewhere the signal
/// goes to the child and its living descendants.
final class Signals {

  private static final boolean SESSIONS = isOnPath("setsid");

  private Signals() {}

  /// The command that runs `command` as the leader of its own session.
  static List<String> inOwnSession(List<String> command) {
    return SESSIONS ? Stream.concat(Stream.of("setsid"), command.stream()).toList() : command;
  }

  /// Sends the signal to the process and to all it has started. Sending to the dead is no error,
  /// and when the number of a dead one belongs to another process by now, nothing is sent.
  static void send(String signal, ProcessHandle leader) {
    if (ProcessHandle.of(leader.pid()).filter(process -> !process.equals(leader)).isPresent()) {
      return;
    }
    List<String> targets = new ArrayList<>();
    if (SESSIONS) {
      targets.add("-" + leader.pid());
    } else {
      targets.add(Long.toString(leader.pid()));
      leader.descendants().forEach(process -> targets.add(Long.toString(process.pid())));
    }
    for (String target : targets) {
      run("kill -s \"$1\" -- \"$2\" 2>/dev/null", signal, target);
    }
  }

  /// Asks the tree to end, waits for its leader at most `patience`, then ends what is left by
  /// force.
  static void end(ProcessHandle leader, String signal, Duration patience) {
    send(signal, leader);
    awaitEnd(leader, patience);
    send("KILL", leader);
    awaitEnd(leader, Duration.ofSeconds(5));
  }

  /// Waits until the process is gone, at most `limit`; false when it is still there.
  static boolean awaitEnd(ProcessHandle process, Duration limit) {
    var deadline = Instant.now().plus(limit);
    while (isRunning(process)) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      pause(Duration.ofMillis(50));
    }
    return true;
  }

  /// A zombie that nobody has waited for yet counts as ended.
  static boolean isRunning(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    var stat = Path.of("/proc/" + process.pid() + "/stat");
    try {
      String text = Files.exists(stat) ? Files.readString(stat) : "";
      int afterName = text.lastIndexOf(')') + 2;
      return afterName >= text.length() || text.charAt(afterName) != 'Z';
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }

  private static void run(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new LaunchFailure("The system's shell cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
