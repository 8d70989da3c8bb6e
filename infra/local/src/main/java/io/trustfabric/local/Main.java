package io.trustfabric.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The launcher's commands. Each ends with 0 when it did what was asked, with 1 and one message
/// when it could not, with 2 when it was not understood.
public final class Main {

  private static final String USAGE =
      """
      usage: java -jar trust-fabric-local.jar <command>
        run [--free-ports] [--without part,...]   start everything and stay until Ctrl-C
                                                  parts: postgres keycloak backend web
        stop                                      stop what runs in this state folder
      Ports come from TF_*_PORT, the state folder from TF_STATE_DIR (default .local).""";

  private Main() {}

  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    try {
      int code =
          switch (words.isEmpty() ? "" : words.removeFirst()) {
            case "run" -> run(words);
            case "stop" -> stop(words);
            default -> misunderstood();
          };
      System.exit(code);
    } catch (LaunchFailure failure) {
      System.err.println();
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }

  private static int run(List<String> options) {
    var settings = settings();
    Set<Part> parts = EnumSet.allOf(Part.class);
    while (!options.isEmpty()) {
      switch (options.removeFirst()) {
        case "--free-ports" -> settings = settings.withPorts(Ports.free());
        case "--without" -> {
          if (options.isEmpty()) {
            return misunderstood();
          }
          List.of(options.removeFirst().split(",")).forEach(name -> parts.remove(part(name)));
        }
        default -> {
          return misunderstood();
        }
      }
    }
    var stack = new Stack(settings, parts, System.out);
    var failed = new AtomicBoolean();
    var stop = new Thread(() -> stopAndHalt(stack, failed));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      stack.start();
      stack.watch();
      return 0;
    } catch (RuntimeException failure) {
      awaitEnd(stop);
      failed.set(true);
      throw failure;
    }
  }

  /// A signal has asked for an end: that is a success, which a shutdown hook can say only so.
  private static void stopAndHalt(Stack stack, AtomicBoolean failed) {
    if (failed.get()) {
      return;
    }
    System.out.println();
    System.out.println("Stopping.");
    try {
      stack.stop();
      Runtime.getRuntime().halt(0);
    } catch (RuntimeException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }

  /// While a requested end is under way, the failures it causes in what is still starting are no
  /// news.
  private static void awaitEnd(Thread stop) {
    if (stop.getState() != Thread.State.NEW) {
      try {
        stop.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static int stop(List<String> options) {
    if (!options.isEmpty()) {
      return misunderstood();
    }
    var settings = settings();
    var lock = new StateLock(settings.state());
    var holder = lock.holder();
    if (holder.isPresent()) {
      holder.get().destroy();
      if (!Signals.awaitEnd(holder.get(), Duration.ofMinutes(3))) {
        throw new LaunchFailure(
            "Process %d does not end: see %s."
                .formatted(holder.get().pid(), settings.state().resolve("logs")));
      }
      System.out.println("Stopped.");
      return 0;
    }
    var orphans = new Children(settings.state().resolve("children.json")).endOrphans();
    System.out.println(
        orphans.isEmpty()
            ? "Trust Fabric does not run here."
            : "Ended " + String.join(", ", orphans) + ", left over from a run that died.");
    return 0;
  }

  private static Settings settings() {
    return Settings.from(Path.of(""), System.getenv());
  }

  private static Part part(String name) {
    try {
      return Part.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new LaunchFailure("There is no part \"" + name + "\".\n" + USAGE, e);
    }
  }

  private static int misunderstood() {
    System.err.println(USAGE);
    return 2;
  }
}
