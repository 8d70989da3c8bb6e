package io.trustfabric.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The runner as a process of its own, killed in the midst of its work.
class KilledIT {

  private static TrialCluster cluster;
  private static FakeApi api;
  private static Settings settings;

  @BeforeAll
  static void start() throws Exception {
    cluster = Trial.start();
    try (var connection = cluster.connect(TrialCluster.DATABASE)) {
      Load.records(connection, 10);
    }
    api = FakeApi.start();
    settings = Trial.settings(cluster, api);
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

  @Test
  void what_a_killed_run_began_is_reported_as_failed_by_the_next() throws Exception {
    assertThat(run("backup", "full").waitFor()).isZero();
    assertThat(run("backup", "monthly").waitFor()).isEqualTo(2);

    // PostgreSQL takes minutes for the checkpoint that this backup waits for.
    cluster.configure(Trial.PASSPHRASE, "start-fast=n");
    try (var connection = cluster.connect(TrialCluster.DATABASE)) {
      connection
          .createStatement()
          .execute("CREATE TABLE large AS SELECT repeat('x', 999) FROM generate_series(1, 5000)");
    }
    var backup = run("backup", "full");
    await("the backup runs", () -> api.backups.size() == 2);
    await("pgBackRest runs", () -> backup.toHandle().descendants().findAny().isPresent());
    var children = backup.toHandle().descendants().toList();
    backup.destroyForcibly().waitFor();
    await("pgBackRest ends", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    cluster.configure(Trial.PASSPHRASE);

    var drill = run("restore-drill");
    await("the scratch cluster recovers", () -> isStarted(settings.scratch()));
    assertThat(api.newestBackup().get("status").textValue()).isEqualTo("failed");
    assertThat(api.newestBackup().get("failureReason").textValue()).contains("runner ended before");
    var scratch = drill.toHandle().descendants().toList();
    drill.destroyForcibly().waitFor();

    assertThat(run("restore-drill").waitFor()).isZero();
    assertThat(scratch).noneMatch(ProcessHandle::isAlive);
    var ended = api.restores.values().stream().map(r -> r.get("status").textValue());
    assertThat(ended).containsExactly("failed", "completed");
    assertThat(settings.scratch()).isEmptyDirectory();
    assertThat(run("backup", "incremental").waitFor()).isZero();
    assertThat(api.newestBackup().get("status").textValue()).isEqualTo("completed");
    assertThat(api.mistakes).isEmpty();
  }

  private static boolean isStarted(Path scratch) throws IOException {
    try (var drills = Files.list(scratch)) {
      return drills.anyMatch(drill -> Files.exists(drill.resolve("data/postmaster.pid")));
    }
  }

  private static Process run(String... command) throws IOException {
    var file = cluster.folder.resolve("runner.properties");
    Files.writeString(file, Trial.file(settings));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var arguments =
        new ArrayList<>(
            List.of(java, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    arguments.addAll(List.of(System.getProperty("runner.jar"), "--settings", file.toString()));
    arguments.addAll(List.of(command));
    var log = cluster.folder.resolve("runner.log").toFile();
    var builder = new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(log);
    return builder.start();
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
