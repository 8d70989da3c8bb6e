package io.trustfabric.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Programs of pgBackRest and PostgreSQL, which never run as root and never outlive the runner.
final class Command {

  /// How a program ended. A good status proves nothing by itself.
  record Outcome(int status, byte[] out, String errors) {

    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    Outcome orFail(String what) {
      if (status != 0) {
        throw new RunnerFailure("%s (status %d): %s".formatted(what, status, errors.strip()));
      }
      return this;
    }
  }

  private final String osUser;

  Command(String osUser) {
    this.osUser = osUser;
  }

  /// Runs a program to its end.
  ///
  /// @throws RunnerFailure when it cannot be started or does not end in time
  Outcome run(Duration timeout, List<String> arguments) {
    try {
      var out = Files.createTempFile("runner-", ".out");
      var errors = Files.createTempFile("runner-", ".err");
      try {
        var process =
            builder("TERM", arguments)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroy();
          throw new RunnerFailure(
              "%s takes longer than %s.".formatted(arguments.getFirst(), timeout));
        }
        return new Outcome(
            process.exitValue(),
            Files.readAllBytes(out),
            new String(Files.readAllBytes(errors), StandardCharsets.ISO_8859_1));
      } finally {
        Files.delete(out);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be run.".formatted(arguments.getFirst()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunnerFailure("Interrupted.", e);
    }
  }

  /// Starts a program that stays.
  Process start(Path log, List<String> arguments) {
    try {
      return builder("INT", arguments)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be run.".formatted(arguments.getFirst()), e);
    }
  }

  /// Gives a file or folder to the user whom programs run as.
  Path own(Path path) throws IOException {
    if (isRoot()) {
      var users = path.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(path, users.lookupPrincipalByName(osUser));
    }
    return path;
  }

  /// @param deathSignal what the program gets when the runner is killed
  private ProcessBuilder builder(String deathSignal, List<String> arguments) {
    var command = new ArrayList<>(List.of("setpriv", "--pdeathsig=" + deathSignal));
    if (isRoot()) {
      command.addAll(List.of("--reuid=" + osUser, "--regid=" + osUser, "--init-groups"));
    }
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
    builder.environment().keySet().removeIf(name -> name.startsWith("TRUST_FABRIC_"));
    return builder;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
