package io.trustfabric.chaosrun;

import io.trustfabric.chaosrun.experiments.Conduct;
import io.trustfabric.chaosrun.experiments.Conduct.Result;
import io.trustfabric.chaosrun.experiments.ConnectorOutage;
import io.trustfabric.chaosrun.experiments.Experiment;
import io.trustfabric.chaosrun.experiments.PatroniFailover;
import io.trustfabric.chaosrun.experiments.PrimaryFailover;
import io.trustfabric.chaosrun.experiments.QueueDelay;
import io.trustfabric.chaosrun.experiments.ServiceDegradation;
import io.trustfabric.chaosrun.stack.Database;
import io.trustfabric.chaosrun.stack.DebianPostgres;
import io.trustfabric.chaosrun.stack.EmbeddedDatabase;
import io.trustfabric.chaosrun.stack.Fabric;
import io.trustfabric.chaosrun.stack.Identity;
import io.trustfabric.chaosrun.stack.PatroniPair;
import io.trustfabric.chaosrun.stack.RunFolder;
import io.trustfabric.chaosrun.stack.StandbyPair;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Starts the product, runs the experiments one after the other, and leaves nothing behind.
final class ChaosRun {

  private static final Duration WINDOW = Duration.ofSeconds(6);
  private static final Duration HOLD = Duration.ofSeconds(10);

  private static final List<String> ON_ONE_PAIR =
      List.of(
          "service_degradation/latency",
          "service_degradation/bandwidth",
          "service_degradation/reset",
          "service_degradation/black_hole",
          "queue_delay",
          "connector_outage",
          "db_failover/killed",
          "db_failover/frozen");

  private final Path root;
  private final Map<String, String> environment;
  private final String chosen;
  private final PrintStream out;
  private final List<Result> results = new ArrayList<>();
  private volatile Conduct conduct;
  private volatile boolean ending;

  /// @param chosen the beginnings of the names of the experiments to run, with commas between them;
  ///   empty for all
  ChaosRun(Path workingDirectory, Map<String, String> environment, String chosen, PrintStream out) {
    this.root = Settings.from(workingDirectory, Map.of()).root();
    this.environment = environment;
    this.chosen = chosen;
    this.out = out;
  }

  /// @return whether all that ran passed
  boolean run() {
    try (var folder = RunFolder.taken(root.resolve("infra/chaos/target/stack"))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
      var identity = folder.closing(Identity.in(root, folder.path("keycloak")));
      say("Starting Keycloak, databases and two backends in " + folder.path(""));
      identity.start();
      onOnePair(folder, identity);
      onPatroni(folder, identity);
    } catch (SQLException e) {
      throw new LaunchFailure("A database refuses what it is asked: " + e.getMessage(), e);
    }
    if (results.isEmpty()) {
      throw new LaunchFailure(
          "No experiment that can run here is called \"%s\".".formatted(chosen));
    }
    var table = new ResultTable(results);
    out.println();
    out.println(table.text());
    out.println();
    out.println(table.details());
    return results.stream().allMatch(Result::passed);
  }

  private void onOnePair(RunFolder folder, Identity identity) throws SQLException {
    var programs = DebianPostgres.programs();
    if (programs.isEmpty()) {
      say(
          "db_failover is left out: PostgreSQL's packages are missing (apt-get install postgresql).");
    }
    if (ON_ONE_PAIR.stream().noneMatch(this::isChosen)) {
      return;
    }
    StandbyPair pair = null;
    Database database;
    if (programs.isPresent()) {
      pair = folder.closing(StandbyPair.in(programs.get(), folder.path("databases")));
      pair.start();
      database = pair;
    } else {
      database = folder.closing(new EmbeddedDatabase(identity.credentials()));
    }
    var fabric = folder.closing(Fabric.over(identity, database, folder.path("backends")));
    fabric.start(root, folder.path("backends"));
    var experiments = new ArrayList<Experiment>();
    Arrays.stream(ServiceDegradation.Kind.values())
        .forEach(kind -> experiments.add(new ServiceDegradation(kind, fabric, HOLD)));
    experiments.add(new QueueDelay(fabric));
    experiments.add(new ConnectorOutage(fabric, identity));
    if (pair != null) {
      experiments.add(new PrimaryFailover(PrimaryFailover.Kind.KILLED, fabric, pair));
      experiments.add(new PrimaryFailover(PrimaryFailover.Kind.FROZEN, fabric, pair));
    }
    experiment(experiments, fabric, identity);
    folder.close(fabric);
    folder.close(database);
  }

  private void onPatroni(RunFolder folder, Identity identity) throws SQLException {
    if (!isChosen(PatroniFailover.ID)) {
      return;
    }
    if (!PatroniPair.isInstalled() || DebianPostgres.programs().isEmpty()) {
      say(
          PatroniFailover.ID
              + " is left out: packages are missing"
              + " (apt-get install postgresql patroni etcd-server).");
      return;
    }
    say("Starting etcd, Patroni and two backends anew");
    var cluster =
        folder.closing(
            PatroniPair.in(DebianPostgres.programs().orElseThrow(), folder.path("patroni")));
    cluster.start();
    var fabric = folder.closing(Fabric.over(identity, cluster, folder.path("patroni-backends")));
    fabric.start(root, folder.path("patroni-backends"));
    experiment(List.of(new PatroniFailover(fabric, cluster)), fabric, identity);
    folder.close(fabric);
    folder.close(cluster);
  }

  private void experiment(List<Experiment> experiments, Fabric fabric, Identity identity) {
    var conduct =
        new Conduct(fabric, new Destination(environment).reporter(fabric, identity), WINDOW);
    conduct.warmUp(WINDOW);
    this.conduct = conduct;
    for (var experiment : experiments) {
      if (isChosen(experiment.id()) && !ending) {
        say("%-36s %s".formatted(experiment.id(), experiment.plan().name()));
        var result = conduct.run(experiment);
        results.add(result);
        say("%-36s %s".formatted("", result.record().path("outcome").asText("no outcome")));
      }
    }
    this.conduct = null;
  }

  private boolean isChosen(String id) {
    return Stream.of(chosen.split(",", -1)).anyMatch(id::startsWith);
  }

  /// Runs when the process ends, also by Ctrl-C: the fault is undone before what it was made in is
  /// stopped.
  private void end(RunFolder folder) {
    ending = true;
    var open = conduct;
    if (open != null) {
      open.abort();
    }
    folder.close();
  }

  private void say(String line) {
    out.println("  " + line);
    out.flush();
  }
}
