package io.trustfabric.chaosrun.experiments;

import static io.trustfabric.chaosrun.experiments.Plan.Claim.errors;
import static io.trustfabric.chaosrun.experiments.Plan.Claim.latency;
import static io.trustfabric.chaosrun.experiments.Plan.Claim.reported;

import io.trustfabric.chaosrun.experiments.Plan.Bounds;
import io.trustfabric.chaosrun.stack.BackendNode;
import io.trustfabric.chaosrun.stack.Target;
import io.trustfabric.chaosrun.stack.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The ledger's order stands still: a lock keeps whoever leads from placing lines, so nobody who
/// reads the ledger gets anything. Writers must not notice; whoever asks must be told; and all of
/// it must come afterwards, in order, once.
public final class QueueDelay implements Experiment {

  private static final String SAY_SO = "processes that say that lines wait too long";
  private static final String LIVE = "positions not told to a live page exactly once, in order";
  private static final String WAITING = "lines without a position";
  private static final String BEHIND = "lines that a reader of the ledger has not taken";
  private static final String MISPLACED = "gaps and repetitions in the order";
  private static final String LOST = "acknowledged writes lost";

  private static final String HOLD_UP = "hold the ledger's order up by a lock";
  private static final String LET_GO = "let go of the ledger's order";

  /// As much as one round of all readers brings, at the probe's rate.
  private static final Bounds FEW = Bounds.atMost(100);

  private final Target target;
  private final LedgerChecks ledger;
  private final List<LivePage> pages = new ArrayList<>();

  public QueueDelay(Target target) {
    this.target = target;
    this.ledger = new LedgerChecks(target);
  }

  @Override
  public String id() {
    return "queue_delay";
  }

  @Override
  public Plan plan() {
    var processes = target.apis().size();
    return new Plan(
        "The ledger's order stands still",
        "queue_delay",
        "sequencer and readers of the ledger",
        "Writers do not notice, whoever asks is told, and all comes afterwards: in order, once",
        List.of(
            errors(0.01),
            latency(1_000),
            reported(SAY_SO, Bounds.NONE_AT_ALL, Bounds.atLeast(processes)),
            reported(LIVE, Bounds.NONE_AT_ALL, null),
            reported(WAITING, FEW, Bounds.atLeast(1)),
            reported(BEHIND, FEW, null),
            reported(MISPLACED, Bounds.NONE_AT_ALL, Bounds.NONE_AT_ALL),
            reported(LOST, Bounds.NONE_AT_ALL, null)),
        List.of(HOLD_UP),
        List.of(LET_GO),
        Duration.ofSeconds(10));
  }

  @Override
  public void before(Trial trial) throws Exception {
    trial.before(SAY_SO, notReady());
    for (var api : target.apis()) {
      pages.add(new LivePage(api, target.token("engineering-desk"), ledger.head()));
    }
    var head = ledger.head();
    Waiting.within(Duration.ofSeconds(5), () -> pages.stream().allMatch(p -> p.newest() >= head));
    trial.before(LIVE, faults(head));
    trial.before(WAITING, ledger.waiting());
    trial.before(BEHIND, ledger.behind());
    trial.before(MISPLACED, ledger.misplaced());
    trial.before(LOST, ledger.lost(trial.soFar().acknowledged().subList(0, 20)));
  }

  @Override
  public void inject(Trial trial) throws Exception {
    var holder = target.connect();
    trial.undoBy(LET_GO, holder::close);
    trial.step(HOLD_UP, () -> lock(holder));
  }

  /// Readers go on, and so do writers, who put their lines where this lock does not reach.
  private static void lock(Connection holder) throws SQLException {
    holder.setAutoCommit(false);
    try (var statement = holder.createStatement()) {
      statement.execute("LOCK TABLE ledger_positions IN EXCLUSIVE MODE");
    }
  }

  @Override
  public Duration hold() {
    return Duration.ofSeconds(15);
  }

  @Override
  public void during(Trial trial) throws Exception {
    trial.during(SAY_SO, notReady());
    trial.during(WAITING, ledger.waiting());
    trial.during(MISPLACED, ledger.misplaced());
    trial.note("%d lines waited for their position".formatted(ledger.waiting()));
  }

  @Override
  public void after(Trial trial) throws Exception {
    var head = ledger.head();
    Waiting.within(
        Duration.ofSeconds(10),
        () -> pages.stream().allMatch(page -> page.newest() >= head) && ledger.behind() < 100);
    trial.after(SAY_SO, notReady());
    trial.after(LIVE, faults(head));
    trial.after(WAITING, ledger.waiting());
    trial.after(BEHIND, ledger.behind());
    trial.after(MISPLACED, ledger.misplaced());
    var acknowledged = trial.soFar().acknowledged();
    Waiting.within(Duration.ofSeconds(5), () -> ledger.lost(acknowledged) == 0);
    trial.after(LOST, ledger.lost(acknowledged));
    trial.note("%d acknowledged writes were looked for".formatted(acknowledged.size()));
    pages.forEach(LivePage::close);
  }

  private double faults(long head) {
    return pages.stream().mapToLong(page -> page.faults(head)).sum();
  }

  private double notReady() throws Exception {
    int silent = 0;
    for (var management : target.managements()) {
      if (BackendNode.get(management, "/q/health/ready").status() == 503) {
        silent++;
      }
    }
    return silent;
  }
}
