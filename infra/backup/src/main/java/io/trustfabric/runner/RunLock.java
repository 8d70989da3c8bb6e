package io.trustfabric.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// At most one runner uses a state folder. The kernel frees the lock however its holder ends.
final class RunLock implements AutoCloseable {

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws RunnerFailure when another one has it
  static RunLock take(Path state) {
    try {
      var channel =
          FileChannel.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(channel)) {
        channel.close();
        throw new RunnerFailure("Another runner is at work in %s.".formatted(state));
      }
      return new RunLock(channel);
    } catch (IOException e) {
      throw new RunnerFailure("The lock in %s cannot be used.".formatted(state), e);
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldHere) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new RunnerFailure("The lock cannot be released.", e);
    }
  }
}
