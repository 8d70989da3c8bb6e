package io.trustfabric.chaosrun.stack;

import io.trustfabric.local.LaunchFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/// The folder of one run, and all that has to be closed before it is deleted. It is always the same
/// one, so that the run after a violent death finds what that one left behind.
public final class RunFolder implements AutoCloseable {

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  private RunFolder(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /// @throws LaunchFailure when another run has it
  public static RunFolder taken(Path folder) {
    PostgresNode.make(folder);
    try {
      var channel =
          FileChannel.open(
              folder.resolveSibling(folder.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      var lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw new LaunchFailure("Another `make chaos` runs in this clone.");
      }
      Leftovers.end(folder);
      PostgresNode.delete(folder);
      PostgresNode.make(folder);
      return new RunFolder(folder, channel, lock);
    } catch (IOException e) {
      throw new LaunchFailure(folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  /// What is closed with this, the last first.
  public synchronized <T extends AutoCloseable> T closing(T one) {
    if (closed) {
      throw new LaunchFailure("Stopping.");
    }
    open.push(one);
    return one;
  }

  /// Closes one of them now.
  public void close(AutoCloseable one) {
    synchronized (this) {
      open.remove(one);
    }
    end(one);
  }

  /// Closes all of them and deletes the folder. More calls do nothing.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    open.forEach(RunFolder::end);
    open.clear();
    PostgresNode.delete(folder);
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new LaunchFailure("The run's lock cannot be released.", e);
    }
  }

  /// What cannot be closed keeps nothing else from being closed.
  private static void end(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      System.err.println("Cannot be stopped: " + e.getMessage());
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldHere) {
      return null;
    }
  }
}
