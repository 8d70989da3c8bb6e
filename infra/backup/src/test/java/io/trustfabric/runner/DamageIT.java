package io.trustfabric.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each way in which a backup can be bad makes the drill of it fail, with its reason.
class DamageIT {

  private static TrialCluster cluster;
  private static FakeApi api;
  private static Settings settings;
  private static Runner runner;

  @BeforeAll
  static void start() throws Exception {
    cluster = Trial.start();
    api = FakeApi.start();
    settings = Trial.settings(cluster, api);
    runner = new Runner(settings, System.out);
    try (var connection = cluster.connect(TrialCluster.DATABASE)) {
      Load.records(connection, 20);
      runner.backup("full");
      // Several segments of the log lie between the backup and any drill's moment.
      for (int i = 0; i < 3; i++) {
        Load.records(connection, 5);
        connection.createStatement().execute("SELECT pg_switch_wal()");
      }
    }
    assertThat(runner.restoreDrill(Optional.empty())).as("before any damage").isTrue();
  }

  @AfterAll
  static void stop() throws Exception {
    if (api != null) {
      api.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @AfterEach
  void nothing_is_left_and_the_api_saw_no_mistake() {
    assertThat(settings.scratch()).isEmptyDirectory();
    assertThat(api.mistakes).isEmpty();
  }

  @Test
  void flipped_bytes_in_a_file_of_the_backup() throws Exception {
    var file = Trial.repository(cluster, "backup", "\\d+\\.gz").getFirst();
    damaged(file, bytes -> bytes[bytes.length / 2] ^= 1);
    assertThat(reasonOfFailure(runner)).contains("pgbackrest restore failed");
    undo(file);
  }

  @Test
  void a_truncated_segment_of_the_log() throws Exception {
    var file = segmentAfterTheBackup();
    keep(file);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2));
    assertThat(reasonOfFailure(runner))
        .contains("recovery ended before configured recovery target");
    undo(file);
  }

  @Test
  void a_missing_segment_of_the_log() throws Exception {
    var file = segmentAfterTheBackup();
    keep(file);
    Files.delete(file);
    assertThat(reasonOfFailure(runner))
        .contains("recovery ended before configured recovery target");
    undo(file);
  }

  @Test
  void a_wrong_passphrase() throws Exception {
    var config = cluster.folder.resolve("wrong.conf");
    cluster.configure(config, "wrong");
    var wrong = Trial.with(settings, "pgbackrest.config", config.toString());
    assertThat(reasonOfFailure(new Runner(wrong, System.out)))
        .contains("pgBackRest cannot read the repository");
  }

  @Test
  void a_full_disk() throws Exception {
    var small = cluster.command.own(Files.createDirectory(cluster.folder.resolve("small")));
    assumeTrue(mount(small), "no right to mount a small filesystem");
    try {
      var full = Trial.with(settings, "scratch", small.toString());
      assertThat(reasonOfFailure(new Runner(full, System.out))).contains("scratch disk is full");
      assertThat(small).isEmptyDirectory();
    } finally {
      new ProcessBuilder("umount", small.toString()).start().waitFor();
    }
  }

  @Test
  void an_archive_that_takes_nothing_more() throws Exception {
    try (var connection = cluster.connect(TrialCluster.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET archive_command = 'false'");
      statement.execute("SELECT pg_reload_conf()");
      var impatient = Trial.with(settings, "archive.timeout", "PT1S");
      assertThat(reasonOfFailure(new Runner(impatient, System.out)))
          .contains("archiving has stopped");
      statement.execute("ALTER SYSTEM RESET archive_command");
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @Test
  void a_database_that_was_lost_and_made_anew() throws Exception {
    // A dump of another day would restore well, too.
    try (var connection = cluster.connect(TrialCluster.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute("CREATE TABLE lost AS SELECT * FROM ledger_positions WHERE position > 20");
      statement.execute("DELETE FROM ledger_positions WHERE position > 20");
      assertThat(runner.restoreDrill(Optional.empty())).isFalse();
      var ledger = api.newestRestore().at("/checks/ledger");
      assertThat(ledger.get("restoredSha256")).isNotEqualTo(ledger.get("expectedSha256"));
      statement.execute("INSERT INTO ledger_positions SELECT * FROM lost");
      statement.execute("DROP TABLE lost");
    }
  }

  private static String reasonOfFailure(Runner damaged) {
    assertThat(damaged.restoreDrill(Optional.empty())).isFalse();
    var restore = api.newestRestore();
    assertThat(restore.get("status").textValue()).isEqualTo("failed");
    return restore.get("failureReason").textValue();
  }

  /// The second segment after the backup's last one.
  private static Path segmentAfterTheBackup() throws Exception {
    var last =
        Trial.repository(cluster, "archive", "[0-9A-F]{24}\\..*backup").stream()
            .map(file -> file.getFileName().toString().substring(0, 24))
            .max(String::compareTo)
            .orElseThrow();
    return Trial.repository(cluster, "archive", "[0-9A-F]{24}-.*").stream()
        .filter(file -> file.getFileName().toString().substring(0, 24).compareTo(last) > 0)
        .sorted()
        .skip(1)
        .findFirst()
        .orElseThrow();
  }

  private interface Damage {
    void to(byte[] bytes);
  }

  private static void damaged(Path file, Damage damage) throws Exception {
    keep(file);
    var bytes = Files.readAllBytes(file);
    damage.to(bytes);
    Files.write(file, bytes);
  }

  private static void keep(Path file) throws Exception {
    Files.copy(file, kept(file), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void undo(Path file) throws Exception {
    Files.move(kept(file), file, StandardCopyOption.REPLACE_EXISTING);
    cluster.command.own(file);
  }

  private static Path kept(Path file) {
    return cluster.folder.resolve("kept-" + file.getFileName());
  }

  private static boolean mount(Path folder) throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      return false;
    }
    var mount =
        new ProcessBuilder(
                List.of(
                    "mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", folder.toString()))
            .start();
    return mount.waitFor(Duration.ofSeconds(10)) && mount.exitValue() == 0;
  }
}
