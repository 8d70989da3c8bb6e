package io.trustfabric.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A running child process.
public final class Child {

  private static final int LAST_LINES = 15;

  private final ChildCommand command;
  private final Process process;

  private Child(ChildCommand command, Process process) {
    this.command = command;
    this.process = process;
  }

  static Child start(ChildCommand command) {
    try {
      Files.createDirectories(command.log().getParent());
      if (Files.exists(command.log())) {
        Files.move(
            command.log(),
            command.log().resolveSibling(command.log().getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      var builder =
          new ProcessBuilder(Signals.inOwnSession(command.command()))
              .directory(command.folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(command.log().toFile());
      builder.environment().putAll(command.environment());
      var process = builder.start();
      process.getOutputStream().close();
      return new Child(command, process);
    } catch (IOException e) {
      throw new LaunchFailure(
          "%s cannot be started: %s".formatted(command.title(), e.getMessage()), e);
    }
  }

  public ChildCommand command() {
    return command;
  }

  public Process process() {
    return process;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it and all it has started by force and at once, as a crash does (`kill -9`), and waits
  /// until they are gone.
  void kill() {
    var tree =
        Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants()).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
    tree.forEach(member -> Signals.awaitEnd(member, Duration.ofSeconds(30)));
  }

  int await() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }

  /// What to tell a person when the process has ended though nobody asked it to.
  public LaunchFailure crash() {
    int code = process.exitValue();
    String how = code > 128 ? "killed by signal " + (code - 128) : "exit code " + code;
    return new LaunchFailure(
        "%s ended by itself (%s).%n%s".formatted(command.title(), how, lastWords()));
  }

  /// Where the log is, and its last lines.
  public String lastWords() {
    List<String> lines;
    try {
      lines =
          new String(Files.readAllBytes(command.log()), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
    } catch (IOException e) {
      lines = List.of();
    }
    var text = new StringBuilder("Its log, %s, ends with:".formatted(command.log()));
    lines
        .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
        .forEach(line -> text.append(System.lineSeparator()).append("  | ").append(line));
    return text.toString();
  }
}
