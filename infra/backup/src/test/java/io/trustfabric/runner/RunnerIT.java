package io.trustfabric.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Backups, a drill and expiry on a real cluster, in one order: the later build on the earlier.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunnerIT {

  private static final String PENDING_LINE =
      "INSERT INTO ledger_pending SELECT min(id) FROM audit_log";

  private static final String ALONE =
      """
      SELECT current_setting('archive_mode') archive_mode, current_setting('listen_addresses') listen_addresses,
        (SELECT count(*) FROM ledger_pending) pending, (SELECT count(*) FROM away) away,
        (SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()
          AND backend_type NOT IN ('checkpointer', 'background writer', 'walwriter', 'startup')) others
      """;

  private static TrialCluster cluster;
  private static FakeApi api;
  private static Settings settings;
  private static Runner runner;

  @BeforeAll
  static void start() throws Exception {
    cluster = Trial.start();
    try (var connection = cluster.connect(TrialCluster.DATABASE)) {
      Load.records(connection, 30);
      var space = cluster.command.own(Files.createDirectory(cluster.folder.resolve("space")));
      var statement = connection.createStatement();
      statement.execute("CREATE TABLESPACE space LOCATION '%s'".formatted(space));
      statement.execute("CREATE TABLE away TABLESPACE space AS SELECT generate_series(1, 3)");
    }
    api = FakeApi.start();
    settings = Trial.settings(cluster, api);
    runner = new Runner(settings, System.out);
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
  void the_api_saw_no_mistake() {
    assertThat(api.mistakes).isEmpty();
  }

  @Test
  @Order(1)
  void an_incremental_without_anything_to_stand_on_is_a_full() {
    runner.backup("incremental");
    var backup = api.newestBackup();
    assertThat(backup.get("backupType").textValue()).isEqualTo("full");
    assertThat(backup.get("status").textValue()).isEqualTo("completed");
    assertThat(backup.get("sizeBytes").longValue()).isGreaterThan(1_000_000);
    assertThat(backup.get("checksum").textValue()).matches("sha256:[0-9a-f]{64}");
    assertThat(backup.get("location").textValue()).matches(".*/repo/backup/main/\\d{8}-\\d{6}F");
    assertThat(backup.get("encryptionAlgorithm").textValue()).isEqualTo("aes-256-cbc");
  }

  @Test
  @Order(2)
  void an_incremental_stands_on_the_backup_before_it() throws Exception {
    try (var connection = cluster.connect(TrialCluster.DATABASE)) {
      Load.records(connection, 12);
    }
    var full = api.newestBackup().get("id").textValue();
    runner.backup("incremental");
    assertThat(api.newestBackup().get("backupType").textValue()).isEqualTo("incremental");
    assertThat(api.newestBackup().get("parentBackupId").textValue()).isEqualTo(full);
  }

  @Test
  @Order(3)
  void a_drill_of_a_good_backup_passes() throws Exception {
    try (var connection = cluster.connect(TrialCluster.DATABASE)) {
      Load.records(connection, 8);
    }
    assertThat(runner.restoreDrill(Optional.empty())).isTrue();
    var restore = api.newestRestore();
    assertThat(restore.get("status").textValue()).isEqualTo("completed");
    var checks = restore.get("checks");
    assertThat(checks.at("/ledger/lastPosition").longValue()).isEqualTo(49);
    assertThat(checks.at("/records/checked").longValue()).isEqualTo(50);
    assertThat(checks.at("/records/differing").longValue()).isZero();
    var wanted = at(checks.at("/recoveryTarget/wanted").textValue());
    assertThat(at(checks.at("/recoveryTarget/lastCommitAt").textValue())).isBefore(wanted);
    assertThat(at(checks.at("/recoveryTarget/stoppedBeforeCommitAt").textValue())).isAfter(wanted);
    assertThat(at(checks.at("/canaryBefore/committedAt").textValue())).isBefore(wanted);
    assertThat(at(checks.at("/canaryAfter/committedAt").textValue())).isAfter(wanted);
    assertThat(at(restore.get("newestRecoverableAt").textValue()))
        .as("nothing has been archived since the incremental")
        .isBefore(at(restore.get("lostAt").textValue()));
    assertThat(at(restore.get("usableAt").textValue()))
        .isAfter(at(restore.get("requestedAt").textValue()));
    assertThat(settings.scratch()).isEmptyDirectory();
  }

  @Test
  @Order(3)
  void a_restored_cluster_does_nothing_by_itself_and_nobody_else_reaches_it() throws Exception {
    var pgBackRest = new PgBackRest(settings, cluster.command);
    var label = pgBackRest.backups().getLast().label();
    Live.Canaries canaries;
    try (var live = Live.connect(settings)) {
      live.connection().createStatement().execute(PENDING_LINE);
      canaries = live.sing("alone", settings.archiveTimeout());
      live.connection().createStatement().execute("DELETE FROM ledger_pending");
    }
    try (var scratch = ScratchCluster.prepare(settings, cluster.command, "alone")) {
      var target = canaries.moment().toString().replace("Z", "+00");
      pgBackRest.restore(label, scratch.data(), scratch.tablespaces(), target);
      try (var connection = scratch.recover();
          var statement = connection.createStatement();
          var row = statement.executeQuery(ALONE)) {
        row.next();
        assertThat(row.getString("archive_mode")).isEqualTo("off");
        assertThat(row.getString("listen_addresses")).isEmpty();
        assertThat(row.getInt("others")).isZero();
        assertThat(row.getInt("pending")).as("lines that wait for their position").isEqualTo(1);
        assertThat(row.getInt("away")).as("rows in a tablespace").isEqualTo(3);
        assertThat(scratch.tablespaces()).isNotEmptyDirectory();
      }
    }
    assertThat(settings.scratch()).isEmptyDirectory();
  }

  @Test
  @Order(4)
  void a_row_that_was_changed_beside_the_ledger_fails_the_drill() throws Exception {
    try (var connection = cluster.connect(TrialCluster.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(
          "UPDATE registered_models SET versions = 4 WHERE name = (SELECT min(name) FROM registered_models)");
      assertThat(runner.restoreDrill(Optional.empty())).isFalse();
      assertThat(api.newestRestore().at("/checks/records/differing").longValue()).isEqualTo(1);
      statement.execute("UPDATE registered_models SET versions = 3");
    }
  }

  @Test
  @Order(5)
  void a_line_that_was_changed_fails_the_drill_though_its_leaf_is_the_old_one() throws Exception {
    try (var connection = cluster.connect(TrialCluster.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      var flip =
          "UPDATE audit_log SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 1) WHERE id = 5";
      statement.execute(flip);
      assertThat(runner.restoreDrill(Optional.empty())).isFalse();
      var ledger = api.newestRestore().at("/checks/ledger");
      assertThat(ledger.get("restoredSha256")).isNotEqualTo(ledger.get("expectedSha256"));
      statement.execute(flip);
    }
  }

  @Test
  @Order(6)
  void reports_wait_while_the_api_is_down_and_arrive_in_order() {
    api.isDown = true;
    var known = api.backups.size();
    runner.backup("differential");
    runner.backup("incremental");
    assertThat(runner.isReported()).isFalse();
    assertThat(api.backups).hasSize(known);
    api.isDown = false;
    api.losesAnswer = true;
    runner.report();
    runner.report();
    assertThat(runner.isReported()).isTrue();
    assertThat(api.backups).hasSize(known + 2);
    assertThat(api.backups.values()).allMatch(b -> b.get("status").textValue().equals("completed"));
    assertThat(settings.state().resolve("refused")).doesNotExist();
    assertThat(api.newestBackup().get("backupType").textValue()).isEqualTo("incremental");
  }

  @Test
  @Order(7)
  void a_runner_that_lost_its_folder_learns_from_the_repository() throws Exception {
    var stranger =
        new Runner(
            Trial.with(settings, "state", cluster.folder.resolve("other-state").toString()),
            System.out);
    stranger.backup("full");
    stranger.backup("incremental");
    assertThat(api.newestBackup().get("backupType").textValue()).isEqualTo("incremental");
    stranger.backup("full");
    runner.backup("incremental");
    assertThat(api.newestBackup().get("backupType").textValue())
        .as("the other's full is one to stand on")
        .isEqualTo("incremental");
  }

  @Test
  @Order(8)
  void only_one_runner_works_in_a_folder() {
    try (var _ = RunLock.take(settings.state())) {
      assertThatThrownBy(() -> runner.backup("full"))
          .isInstanceOf(RunnerFailure.class)
          .hasMessageContaining("Another runner");
    }
  }

  @Test
  @Order(9)
  void what_the_plan_lets_go_is_deleted_and_nothing_else() throws Exception {
    var ids = api.backups.keySet().stream().toList();
    var oldest = label(ids.get(0));
    // The incremental and what the first full carries: furthest from the full first.
    var going = ids.subList(0, 4).reversed();
    api.mayExpire.addAll(going);
    var segments = Trial.repository(cluster, "archive", "[0-9A-F]{24}-.*").size();
    runner.expire();
    assertThat(going)
        .allMatch(id -> api.backups.get(id).get("status").textValue().equals("expired"));
    var left = new PgBackRest(settings, cluster.command).backups();
    assertThat(left).hasSize(ids.size() - 4);
    assertThat(left).noneMatch(backup -> backup.label().startsWith(oldest));
    var log = Trial.repository(cluster, "archive", "[0-9A-F]{24}-.*");
    assertThat(log.size()).as("segments of the log").isPositive().isLessThan(segments);
    api.mayExpire.clear();
    api.isDown = true;
    assertThatThrownBy(runner::expire).isInstanceOf(RunnerFailure.class);
    api.isDown = false;
  }

  private static String label(String id) {
    return api.backups.get(id).get("location").textValue().replaceFirst(".*/", "");
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
