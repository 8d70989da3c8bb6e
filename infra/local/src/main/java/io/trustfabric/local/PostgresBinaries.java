package io.trustfabric.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs (`initdb`, `pg_ctl`, `postgres`), which come as an archive on the class
/// path and are unpacked once for each clone.
final class PostgresBinaries {

  private PostgresBinaries() {}

  /// The folder that holds `bin`, `lib` and `share`.
  static Path unpackedIn(Path runtime) {
    Path home = runtime.resolve("postgres");
    String archive = archive();
    SharedFolder.once(
        runtime.resolve("postgres.unpacked"),
        archive + " " + size(archive),
        () -> {
          deleteTree(home);
          unpack(archive, home);
        });
    return home;
  }

  private static String archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name = system.contains("mac") ? "darwin" : "linux";
    List<String> spellings =
        processor.equals("aarch64") ? List.of("arm_64", "aarch64") : List.of("x86_64");
    return spellings.stream()
        .map(spelling -> "/postgres-%s-%s.txz".formatted(name, spelling))
        .filter(path -> PostgresBinaries.class.getResource(path) != null)
        .findFirst()
        .orElseThrow(
            () ->
                new LaunchFailure(
                    "There is no embedded PostgreSQL for %s on %s."
                        .formatted(System.getProperty("os.name"), processor)));
  }

  private static long size(String archive) {
    try {
      return PostgresBinaries.class.getResource(archive).openConnection().getContentLengthLong();
    } catch (IOException e) {
      throw new LaunchFailure("The archive of PostgreSQL cannot be read: " + e.getMessage(), e);
    }
  }

  private static void unpack(String archive, Path home) throws IOException {
    try (InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
        var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
          throw new IOException("The archive names a file outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
          }
        }
      }
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
