package io.trustfabric.demo.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.demo.security.SecurityDesk;
import io.trustfabric.demo.security.SecurityFeed;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Settings;
import io.trustfabric.runner.Runner;
import io.trustfabric.runner.RunnerFailure;
import io.trustfabric.runner.TrialCluster;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Has the backup runner back up a PostgreSQL that a second API has filled, a full and an
/// incremental, and prove by a drill that they can be restored. pgBackRest knows that PostgreSQL
/// where it does not know the running stack's.
public final class OwnBackups {

  static final String TARGET = "trust-fabric-demo";

  private static final String DRILLS =
      "/api/backup/restores?purpose=drill&verified=passed&target=" + TARGET;

  private final Settings settings;
  private final Credentials credentials;
  private final Client reader;

  public OwnBackups(Settings settings) {
    this.settings = settings;
    this.credentials = Credentials.of(settings);
    this.reader = new Client(credentials, "engineering-desk");
  }

  /// Does it once: where a drill has passed nothing is done.
  ///
  /// @return what to say of it
  /// @throws LaunchFailure when something does not work, the drill included
  public List<String> run() {
    if (reader.first(DRILLS).isPresent()) {
      return List.of("a full, an incremental and a passed drill, there already");
    }
    var missing = TrialCluster.missing();
    if (missing.isPresent()) {
      return List.of(
          "nothing is backed up or restored: " + missing.get(),
          "(apt-get install postgresql-15 pgbackrest)");
    }
    try {
      backUpAndRestore();
    } catch (RunnerFailure failure) {
      throw new LaunchFailure("The backup does not work: " + failure.getMessage(), failure);
    }
    return reader
        .first(DRILLS)
        .map(drill -> List.of(proved(drill), "kept in " + folder()))
        .orElseThrow(() -> new LaunchFailure("The drill did not pass; the API says why."));
  }

  private void backUpAndRestore() {
    var passwords =
        new TrialCluster.Passwords(
            UUID.randomUUID().toString(),
            credentials.databasePassword("owner"),
            credentials.databasePassword("app"));
    try (var cluster = TrialCluster.start(passwords, UUID.randomUUID().toString());
        var api = SecondApi.start(settings, folder().resolve("api"), cluster.port())) {
      var runner = new Runner(cluster.settings(told()), nowhere());
      new SecurityFeed(api.credentials(), nowhere()).run();
      runner.backup("full");
      new SecurityDesk(api.credentials()).run();
      runner.backup("incremental");
      new SecurityFeed(api.credentials(), nowhere()).run();
      runner.restoreDrill(Optional.empty());
      cluster.keep(folder());
    }
  }

  /// The runner reports to the stack that runs.
  private TrialCluster.Reporting told() {
    return new TrialCluster.Reporting(
        TARGET,
        folder().resolve("repo/backup/main").toUri().toString().replaceFirst("/$", ""),
        credentials.apiUrl(),
        credentials.issuer(),
        credentials.secret("backup-reporter"));
  }

  private Path folder() {
    return settings.state().resolve("backup");
  }

  private static String proved(JsonNode drill) {
    var checks = drill.at("/verification/checks");
    return "a full and an incremental; a drill passed: %d rows and %d ledger lines, RTO %.1f s, RPO %.1f s"
        .formatted(
            checks.at("/records/checked").longValue(),
            checks.at("/ledger/lastPosition").longValue() + 1,
            drill.get("rtoSeconds").doubleValue(),
            drill.get("rpoSeconds").doubleValue());
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream());
  }
}
