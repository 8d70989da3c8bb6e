package io.trustfabric.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.demo.api.Client;
import java.net.URI;
import java.nio.file.Path;

/// What the API says of the demo's backups.
record BackupDone(Client engineer) {

  void isProvedAndKeptIn(Path folder) {
    var backups = engineer.get("/api/backup/backups?target=trust-fabric-demo").get("items");
    assertThat(backups.findValuesAsText("status")).containsExactly("completed", "completed");
    assertThat(backups.findValuesAsText("backupType"))
        .containsExactlyInAnyOrder("full", "incremental");
    for (var backup : backups) {
      assertThat(Path.of(URI.create(backup.get("location").textValue()))).isDirectory();
    }

    var drill = engineer.first("/api/backup/restores?target=trust-fabric-demo").orElseThrow();
    assertThat(drill.get("verified").textValue()).isEqualTo("passed");
    assertThat(drill.at("/verification/verdicts").findValuesAsText("outcome"))
        .hasSize(5)
        .containsOnly("passed");
    assertThat(drill.at("/verification/checks/records/checked").longValue()).isGreaterThan(50);
    assertThat(drill.get("rtoSeconds").doubleValue()).isPositive();
    assertThat(folder.resolve("pgbackrest.conf")).content().contains("aes-256-cbc");
  }
}
