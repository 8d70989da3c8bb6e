package io.trustfabric.chaosrun.stack;

import io.trustfabric.local.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/// The PostgreSQL of the system's packages, which brings what the embedded one lacks:
/// `pg_basebackup`, without which there is no standby.
public final class DebianPostgres {

  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

  private DebianPostgres() {}

  /// The folder of programs of the newest version that is installed.
  public static Optional<Path> programs() {
    if (!Files.isDirectory(PACKAGES)) {
      return Optional.empty();
    }
    try (var versions = Files.list(PACKAGES)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("[0-9]+"))
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("pg_basebackup")))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(
              Comparator.comparingInt(
                  bin -> Integer.parseInt(bin.getParent().getFileName().toString())));
    } catch (IOException e) {
      throw new LaunchFailure(PACKAGES + " cannot be read.", e);
    }
  }
}
