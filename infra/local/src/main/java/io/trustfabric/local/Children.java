package io.trustfabric.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// All processes of one stack. They are also written to a register in the state folder, so that
/// after the launcher's own violent death the next one finds the orphans and ends them.
public final class Children {

  /// How long a child may take to end in good order before it is killed.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Start times read by two Java processes may differ by the clock's adjustments; process ids are
  /// not used again this fast.
  private static final Duration SAME_START = Duration.ofSeconds(3);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path register;
  private final List<Child> running = new ArrayList<>();
  private final CompletableFuture<Child> firstDeath = new CompletableFuture<>();
  private boolean stopping;

  public Children(Path register) {
    this.register = register;
  }

  /// Starts a process and remembers it.
  public synchronized Child start(ChildCommand command) {
    if (stopping) {
      throw new LaunchFailure("Stopping.");
    }
    var child = Child.start(command);
    running.add(child);
    writeRegister();
    child.process().onExit().thenAccept(ended -> died(child));
    return child;
  }

  /// Runs a process that ends by itself and waits for it.
  public void run(ChildCommand command) {
    Child child;
    synchronized (this) {
      if (stopping) {
        throw new LaunchFailure("Stopping.");
      }
      child = Child.start(command);
      running.add(child);
      writeRegister();
    }
    int code = child.await();
    synchronized (this) {
      if (stopping) {
        throw new LaunchFailure("Stopping.");
      }
      running.remove(child);
      writeRegister();
    }
    if (code != 0) {
      throw child.crash();
    }
  }

  /// Ends a child as a crash does, all it has started included, and forgets it.
  public synchronized void kill(Child child) {
    running.remove(child);
    child.kill();
    writeRegister();
  }

  /// Completes with the first child that ends without having been asked to.
  public CompletableFuture<Child> firstDeath() {
    return firstDeath;
  }

  /// Ends all children, the last one first, and waits until they are gone. More calls do nothing.
  public synchronized void stopAll(Consumer<Child> stopped) {
    stopping = true;
    for (var child : running.reversed()) {
      Signals.end(child.process().toHandle(), child.command().stopSignal(), PATIENCE);
      stopped.accept(child);
    }
    running.clear();
    deleteRegister();
  }

  /// Ends the processes that a launcher which died without stopping has left behind.
  ///
  /// @return the names of those found alive
  public synchronized List<String> endOrphans() {
    List<String> ended = new ArrayList<>();
    for (var entry : readRegister().reversed()) {
      alive(entry)
          .ifPresent(
              process -> {
                Signals.end(process, entry.get("stopSignal").textValue(), PATIENCE);
                ended.add(entry.get("title").textValue());
              });
    }
    deleteRegister();
    return ended;
  }

  private synchronized void died(Child child) {
    if (!stopping) {
      firstDeath.complete(child);
    }
  }

  private static Optional<ProcessHandle> alive(JsonNode entry) {
    return alive(entry.get("pid").longValue(), Instant.parse(entry.get("startedAt").textValue()));
  }

  /// The living process with this number, if it is the one that was started then.
  static Optional<ProcessHandle> alive(long pid, Instant startedAt) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(
                        start -> Duration.between(start, startedAt).abs().compareTo(SAME_START) < 0)
                    .orElse(false));
  }

  private void writeRegister() {
    var entries =
        running.stream()
            .map(
                child ->
                    Map.of(
                        "title", child.command().title(),
                        "pid", child.process().pid(),
                        "startedAt",
                            child
                                .process()
                                .info()
                                .startInstant()
                                .orElseGet(Instant::now)
                                .toString(),
                        "stopSignal", child.command().stopSignal()))
            .toList();
    Secrets.writePrivately(register, entries);
  }

  private List<JsonNode> readRegister() {
    if (!Files.exists(register)) {
      return List.of();
    }
    try {
      List<JsonNode> entries = new ArrayList<>();
      JSON.readTree(register.toFile()).forEach(entries::add);
      return entries;
    } catch (IOException e) {
      throw new LaunchFailure(register + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void deleteRegister() {
    try {
      Files.deleteIfExists(register);
    } catch (IOException e) {
      throw new LaunchFailure(register + " cannot be deleted: " + e.getMessage(), e);
    }
  }
}
