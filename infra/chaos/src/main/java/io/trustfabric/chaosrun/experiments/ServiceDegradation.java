package io.trustfabric.chaosrun.experiments;

import static io.trustfabric.chaosrun.experiments.Plan.Claim.errors;
import static io.trustfabric.chaosrun.experiments.Plan.Claim.latency;
import static io.trustfabric.chaosrun.experiments.Plan.Claim.reported;

import io.trustfabric.chaosrun.experiments.Plan.Bounds;
import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.chaosrun.stack.Target;
import io.trustfabric.chaosrun.stack.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The network between the product and its database turns bad in one of four ways. Whoever asks
/// meanwhile is served slowly or refused with a word about when to come again, nobody waits for
/// ever, and soon after all is as it was: also threads and connections.
public final class ServiceDegradation implements Experiment {

  /// What becomes of the network.
  public enum Kind {
    LATENCY("every packet comes 20 ms late", 20, 0.01, 3_000, network -> network.delay(DELAY)),
    BANDWIDTH("a connection carries 64 KiB/s", 20, 0.01, 5_000, network -> network.narrow(RATE)),
    RESET("connections are reset and refused", 60, 1, 6_000, FaultProxy::refuse),
    BLACK_HOLE(
        "connections stay open and nothing comes through", 100, 1, 14_000, FaultProxy::swallow);

    private final String what;
    private final int perSecond;
    private final double mostErrors;
    private final long mostMillis;
    private final Consumer<FaultProxy> fault;

    Kind(
        String what,
        int perSecond,
        double mostErrors,
        long mostMillis,
        Consumer<FaultProxy> fault) {
      this.what = what;
      this.perSecond = perSecond;
      this.mostErrors = mostErrors;
      this.mostMillis = mostMillis;
      this.fault = fault;
    }
  }

  private static final Duration DELAY = Duration.ofMillis(20);
  private static final long RATE = 64 * 1024;

  private static final String UNCLEAR = "requests that get no clear answer";
  private static final String CONNECTIONS = "connections to the database, for each process";
  private static final String STUCK = "transactions older than 10 s";
  private static final String THREADS = "threads of the busiest process";

  private static final String BREAK = "break the network to the database";
  private static final String MEND = "mend the network to the database";

  private final Kind kind;
  private final Target target;
  private final Duration hold;

  /// @param hold how long the network is bad
  public ServiceDegradation(Kind kind, Target target, Duration hold) {
    this.kind = kind;
    this.target = target;
    this.hold = hold;
  }

  @Override
  public String id() {
    return "service_degradation/" + kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Plan plan() {
    return new Plan(
        "Slow database: " + kind.what,
        "service_degradation",
        "network between backend and PostgreSQL",
        "Requests are answered or clearly refused, and nothing is held for ever",
        List.of(
            errors(kind.mostErrors),
            latency(kind.mostMillis),
            reported(UNCLEAR, Bounds.NONE_AT_ALL, Bounds.NONE_AT_ALL),
            reported(CONNECTIONS, Bounds.atMost(25), null),
            reported(STUCK, Bounds.NONE_AT_ALL, null),
            reported(THREADS, Bounds.atMost(300), Bounds.atMost(300))),
        List.of(BREAK),
        List.of(MEND),
        Duration.ofSeconds(5));
  }

  @Override
  public int perSecond() {
    return kind.perSecond;
  }

  @Override
  public void before(Trial trial) throws Exception {
    trial.before(UNCLEAR, trial.soFar().unclear());
    trial.before(CONNECTIONS, connections());
    trial.before(STUCK, stuck());
    trial.before(THREADS, threads());
  }

  @Override
  public void inject(Trial trial) throws Exception {
    trial.undoBy(MEND, () -> target.databaseNetworks().forEach(FaultProxy::heal));
    trial.step(BREAK, () -> target.databaseNetworks().forEach(kind.fault));
  }

  @Override
  public Duration hold() {
    return hold;
  }

  @Override
  public void during(Trial trial) throws Exception {
    trial.during(THREADS, threads());
  }

  /// Whoever was asked during the fault may be answered after it.
  @Override
  public void after(Trial trial) throws Exception {
    trial.during(UNCLEAR, trial.soFar().unclear());
    trial.after(UNCLEAR, trial.lately().unclear());
    Waiting.within(Duration.ofSeconds(10), () -> stuck() == 0);
    trial.after(STUCK, stuck());
    trial.after(CONNECTIONS, connections());
    trial.after(THREADS, threads());
  }

  private double connections() throws SQLException {
    return number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'trust_fabric_app'")
        / target.apis().size();
  }

  private double stuck() throws SQLException {
    return number(
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'trust_fabric_app'"
            + " AND xact_start < clock_timestamp() - interval '10 seconds'");
  }

  private double number(String query) throws SQLException {
    try (var connection = target.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getDouble(1);
    }
  }

  private double threads() throws Exception {
    double most = 0;
    for (var management : target.managements()) {
      most = Math.max(most, Metrics.of(management).value("jvm_threads_live_threads"));
    }
    return most;
  }
}
