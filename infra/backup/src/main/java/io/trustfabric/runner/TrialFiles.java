package io.trustfabric.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;

/// A trial cluster's folder, what pgBackRest is told of it, and how its backups outlive it.
final class TrialFiles {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  /// So many bytes a cluster, its backups and a restored one take at most.
  private static final long ROOM = 1L << 30;

  private static final int LAST = 50;

  private TrialFiles() {}

  /// Makes one in memory where there is room, as the many files of a cluster are slow to sync to a
  /// disk.
  static Path newFolder() throws IOException {
    var memory = Path.of("/dev/shm");
    var hasRoom = Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM;
    var parent = hasRoom ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    var folder = Files.createTempDirectory(parent, "trust-fabric-");
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  /// Writes a configuration.
  ///
  /// @param more lines instead of a fast start
  static void configure(Path folder, int port, Path file, String passphrase, String... more)
      throws IOException {
    write(
        file,
        """
        [global]
        repo1-path=%1$s/repo
        repo1-cipher-type=aes-256-cbc
        repo1-cipher-pass=%2$s
        log-path=%1$s/log
        lock-path=%1$s/lock
        job-retry=0
        %4$s
        [main]
        pg1-path=%1$s/data
        pg1-port=%3$d
        pg1-user=postgres
        pg1-socket-path=%1$s/socket
        """
            .formatted(
                folder,
                passphrase,
                port,
                more.length == 0 ? "start-fast=y" : String.join("\n", more)));
  }

  /// Copies a repository and its configuration.
  static void keep(Path repository, Path config, Path to) {
    var copy = to.resolve("repo");
    try {
      deleteNow(copy);
      try (var files = Files.walk(repository)) {
        for (var file : files.filter(f -> !Files.isSymbolicLink(f)).toList()) {
          Files.copy(file, copy.resolve(repository.relativize(file).toString()));
        }
      }
      var text = Files.readString(config);
      write(to.resolve("pgbackrest.conf"), text.replace(repository.toString(), copy.toString()));
    } catch (IOException e) {
      throw new RunnerFailure("The backups cannot be kept: " + e.getMessage(), e);
    }
  }

  /// Deletes a folder. The command that archives a segment may outlive PostgreSQL a little and
  /// write once more.
  static void delete(Path folder) throws IOException, InterruptedException {
    for (int i = 0; !isDeleted(folder, i == LAST); i++) {
      Thread.sleep(100);
    }
  }

  private static boolean isDeleted(Path folder, boolean orFail) throws IOException {
    try {
      deleteNow(folder);
      return true;
    } catch (DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException written) {
      if (orFail) {
        throw written;
      }
      return false;
    }
  }

  private static void deleteNow(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, "");
    Files.setPosixFilePermissions(file, PRIVATE);
    Files.writeString(file, text);
  }
}
