package io.trustfabric.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// pgBackRest, told and asked. Nothing here believes its exit status.
final class PgBackRest {

  static final String RUN = "trust-fabric-run";
  static final String BACKUP = "trust-fabric-backup";

  private static final String CIPHER = "aes-256-cbc";
  private static final Duration LONG = Duration.ofHours(24);
  private static final Duration SHORT = Duration.ofMinutes(5);

  /// A backup in the repository.
  ///
  /// @param prior the label of what it stands on; empty for a full
  /// @param sizeBytes what it takes in the repository by itself
  /// @param endedAt when it was done, to the second
  /// @param run the runner's run that made it
  /// @param backupId the API's id, where it has been noted
  record Kept(
      String label,
      String type,
      Optional<String> prior,
      long sizeBytes,
      Instant endedAt,
      Optional<UUID> run,
      Optional<String> backupId) {}

  private final Settings settings;
  private final Command command;

  PgBackRest(Settings settings, Command command) {
    this.settings = settings;
    this.command = command;
  }

  /// The good backups in the repository, the oldest first.
  ///
  /// @throws RunnerFailure when the repository cannot be read or is not encrypted
  List<Kept> backups() {
    return all().filter(backup -> !backup.path("error").asBoolean()).map(PgBackRest::kept).toList();
  }

  private Stream<JsonNode> all() {
    var info = info().path(0);
    var status = info.path("status").path("code").asInt(-1);
    var isEmpty = status == 2;
    if (status != 0 && !isEmpty) {
      throw new RunnerFailure(
          "pgBackRest cannot read the repository: %s %s"
              .formatted(
                  info.at("/status/message").asText(), info.at("/repo/0/status/message").asText()));
    }
    if (!info.path("cipher").asText().equals(CIPHER)) {
      throw new RunnerFailure("The repository is not encrypted with %s.".formatted(CIPHER));
    }
    return info.path("backup").valueStream();
  }

  /// With a wrong passphrase it repeats in its message what it made of the bytes.
  private JsonNode info() {
    var text = run(SHORT, "--output=json", "info").text().replaceAll("\\p{Cntrl}", " ");
    try {
      return Json.parse(text);
    } catch (RunnerFailure notJson) {
      throw new RunnerFailure("pgBackRest cannot read the repository: " + text, notJson);
    }
  }

  private static Kept kept(JsonNode backup) {
    return new Kept(
        backup.get("label").textValue(),
        switch (backup.get("type").textValue()) {
          case "full" -> "full";
          case "diff" -> "differential";
          default -> "incremental";
        },
        Optional.ofNullable(backup.path("prior").textValue()),
        backup.at("/info/repository/delta").longValue(),
        Instant.ofEpochSecond(backup.at("/timestamp/stop").longValue()),
        Optional.ofNullable(backup.path("annotation").path(RUN).textValue()).map(UUID::fromString),
        Optional.ofNullable(backup.path("annotation").path(BACKUP).textValue()));
  }

  /// Makes a backup that carries its run's id.
  void backup(String type, UUID run) {
    // full, diff, incr
    var name = type.substring(0, 4);
    run(LONG, "--type=" + name, "--annotation=" + RUN + "=" + run, "--no-expire-auto", "backup");
  }

  void annotate(String label, String backupId) {
    run(SHORT, "--set=" + label, "--annotation=" + BACKUP + "=" + backupId, "annotate");
  }

  /// SHA-256 over the backup's manifest as it lies in the repository. The manifest holds a checksum
  /// of every file.
  String checksum(String label) {
    var path = "backup/%s/%s/backup.manifest".formatted(settings.stanza(), label);
    var manifest = command.run(SHORT, base("--raw", "repo-get", path)).orFail("No manifest").out();
    return "sha256:" + Json.hex(Json.sha256(manifest));
  }

  /// Deletes the log from before the oldest full. Expiring one backup by its label leaves it, and
  /// no backup is let go here: of fulls it may keep any number.
  void trimArchive() {
    var fulls = all().filter(backup -> backup.path("type").asText().equals("full")).count();
    if (fulls > 0) {
      run(
          LONG,
          "--repo1-retention-full-type=count",
          "--repo1-retention-full=9999999",
          "--repo1-retention-archive-type=full",
          "--repo1-retention-archive=" + fulls,
          "expire");
    }
  }

  /// Restores to a moment. Tablespaces go where they do not lie in the way of the live ones.
  void restore(String label, Path data, Path tablespaces, String moment) {
    run(
        LONG,
        "--set=" + label,
        "--pg1-path=" + data,
        "--tablespace-map-all=" + tablespaces,
        "--type=time",
        "--target=" + moment,
        "--target-action=promote",
        "--target-timeline=current",
        "--archive-mode=off",
        "restore");
  }

  /// Fetches a segment of the write-ahead log from the archive.
  ///
  /// @return whether the archive has it and it can be read
  boolean fetch(String segment, Path to) {
    return command.run(SHORT, base("archive-get", segment, to.toString())).status() == 0;
  }

  /// Deletes a backup and all that stand on it.
  void expire(String label) {
    run(SHORT, "--set=" + label, "expire");
  }

  private Command.Outcome run(Duration timeout, String... arguments) {
    return command
        .run(timeout, base(arguments))
        .orFail("pgbackrest %s failed".formatted(arguments[arguments.length - 1]));
  }

  private List<String> base(String... arguments) {
    var all =
        new ArrayList<>(
            List.of(
                "pgbackrest",
                "--config=" + settings.pgBackRestConfig(),
                "--stanza=" + settings.stanza(),
                "--log-level-console=off",
                "--log-level-stderr=error"));
    all.addAll(List.of(arguments));
    return all;
  }
}
