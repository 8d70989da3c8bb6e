package io.trustfabric.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// At most one launcher uses a state folder. The kernel frees the lock however its holder ends.
final class StateLock {

  private final Path lockFile;
  private final Path pidFile;
  private FileChannel channel;
  private FileLock held;

  StateLock(Path state) {
    this.lockFile = state.resolve("launcher.lock");
    this.pidFile = state.resolve("launcher.pid");
  }

  void acquire() {
    try {
      channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      held = tryLock(channel);
      if (held == null) {
        channel.close();
        throw new LaunchFailure(
            "Trust Fabric runs already (process %s): use it, or stop it with `make stop`."
                .formatted(
                    holder().map(ProcessHandle::pid).map(Object::toString).orElse("unknown")));
      }
      var self = ProcessHandle.current();
      Files.writeString(pidFile, self.pid() + " " + self.info().startInstant().orElseThrow());
    } catch (IOException e) {
      throw new LaunchFailure(lockFile + " cannot be used: " + e.getMessage(), e);
    }
  }

  synchronized void release() {
    try {
      if (held != null) {
        Files.deleteIfExists(pidFile);
        held.release();
        held = null;
      }
      if (channel != null) {
        channel.close();
        channel = null;
      }
    } catch (IOException e) {
      throw new LaunchFailure(lockFile + " cannot be released: " + e.getMessage(), e);
    }
  }

  /// The launcher that holds the lock now.
  Optional<ProcessHandle> holder() {
    if (!Files.exists(lockFile)) {
      return Optional.empty();
    }
    try (var probe = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        var lock = tryLock(probe)) {
      if (lock != null || !Files.exists(pidFile)) {
        return Optional.empty();
      }
      String[] recorded = Files.readString(pidFile).strip().split(" ");
      return Children.alive(Long.parseLong(recorded[0]), Instant.parse(recorded[1]));
    } catch (IOException
        | NumberFormatException
        | ArrayIndexOutOfBoundsException
        | DateTimeParseException e) {
      throw new LaunchFailure(lockFile + " cannot be read: " + e.getMessage(), e);
    }
  }

  boolean isHeld() {
    return held != null;
  }

  /// The lock, or null when this process or another one has it.
  private static FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException heldHere) {
      return null;
    }
  }
}
