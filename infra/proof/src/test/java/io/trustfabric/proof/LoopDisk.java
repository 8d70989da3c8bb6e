package io.trustfabric.proof;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An ext4 file system in an image file, whose power can be cut: what the file system has not put
/// on its disk by then is lost, journal included. Takes root and loop devices.
///
/// The disk itself tells the truth here: what was written to it stays. A disk that lies about its
/// cache is no case of this proof.
final class LoopDisk implements AutoCloseable {

  /// `_IOR('X', 125, __u32)` of the kernel's `fs/ext4/ext4.h`.
  private static final long EXT4_IOC_SHUTDOWN = 0x8004587DL;

  /// Without writing the journal out first.
  private static final int NO_LOG_FLUSH = 2;

  private static final long SIZE = 4L << 30;

  private static final Path MOUNTS = Path.of("/proc/mounts");

  private final Path image;
  private final Path folder;

  private LoopDisk(Path image, Path folder) {
    this.image = image;
    this.folder = folder;
  }

  /// Makes an empty one.
  ///
  /// @throws IOException with the reason when this machine does not allow it
  static LoopDisk in(Path work) throws IOException {
    var disk = at(work);
    Files.createDirectories(disk.folder);
    try (var file = new RandomAccessFile(disk.image.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    run("mkfs.ext4", "-q", "-F", disk.image.toString());
    disk.mount();
    return disk;
  }

  /// Takes away what a run that was killed may have left.
  static void removeFrom(Path work) {
    at(work).close();
  }

  private static LoopDisk at(Path work) {
    return new LoopDisk(work.resolve("disk.img"), work.resolve("disk"));
  }

  Path folder() {
    return folder;
  }

  void mount() throws IOException {
    run("mount", "-o", "loop", image.toString(), folder.toString());
  }

  void unmount() throws IOException {
    run("umount", folder.toString());
  }

  /// Cuts the power.
  @SuppressWarnings("restricted")
  void cut() {
    var linker = Linker.nativeLinker();
    var library = linker.defaultLookup();
    try (var arena = Arena.ofConfined()) {
      var open =
          linker.downcallHandle(
              library.findOrThrow("open"),
              FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
              Linker.Option.firstVariadicArg(2));
      var ioctl =
          linker.downcallHandle(
              library.findOrThrow("ioctl"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
              Linker.Option.firstVariadicArg(2));
      var close =
          linker.downcallHandle(
              library.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
      MemorySegment path = arena.allocateFrom(folder.toString());
      int descriptor = (int) open.invokeExact(path, 0);
      MemorySegment how = arena.allocateFrom(JAVA_INT, NO_LOG_FLUSH);
      int outcome = (int) ioctl.invokeExact(descriptor, EXT4_IOC_SHUTDOWN, how);
      int closed = (int) close.invokeExact(descriptor);
      if (outcome != 0 || closed != 0) {
        throw new IllegalStateException("the power of " + folder + " cannot be cut");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Takes it away. More calls do nothing.
  @Override
  public void close() {
    try {
      if (Files.exists(MOUNTS) && Files.readString(MOUNTS).contains(" " + folder + " ")) {
        unmount();
      }
      Files.deleteIfExists(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) throws IOException {
    try {
      var process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
