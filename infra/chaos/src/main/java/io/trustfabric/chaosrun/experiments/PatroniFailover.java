package io.trustfabric.chaosrun.experiments;

import io.trustfabric.chaosrun.stack.PatroniNode;
import io.trustfabric.chaosrun.stack.PatroniPair;
import io.trustfabric.chaosrun.stack.Target;
import io.trustfabric.chaosrun.stack.Waiting;
import java.time.Duration;
import java.util.List;

/// The leader's machine is gone, its Patroni with it. The other one takes over by itself when the
/// leader's word has run out, and the old one comes back as a standby.
public final class PatroniFailover implements Experiment {

  /// The name by which it is chosen.
  public static final String ID = "db_failover/patroni";

  private static final String KILL = "kill the leader and its Patroni";
  private static final String WAIT = "wait until the other one leads";
  private static final String COME_BACK = "start the old leader's Patroni again";

  private final PatroniPair cluster;
  private final FailoverClaims claims;
  private PatroniNode old;

  public PatroniFailover(Target target, PatroniPair cluster) {
    this.cluster = cluster;
    this.claims = new FailoverClaims(target);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Plan plan() {
    return new Plan(
        "The leader of a Patroni cluster is killed",
        "db_failover",
        "PostgreSQL primary, looked after by Patroni",
        "The standby takes over by itself, and no acknowledged write is lost",
        claims.with(40),
        List.of(KILL, WAIT),
        List.of(COME_BACK),
        Duration.ofSeconds(10));
  }

  @Override
  public void before(Trial trial) throws Exception {
    claims.before(trial, () -> cluster.other(cluster.leader()).connect("trust_fabric"));
  }

  @Override
  public void inject(Trial trial) throws Exception {
    old = cluster.leader();
    trial.undoBy(COME_BACK, this::comeBack);
    trial.step(KILL, old::kill);
  }

  @Override
  public Duration hold() {
    return Duration.ZERO;
  }

  @Override
  public void clear(Trial trial) throws Exception {
    trial.step(
        WAIT,
        () ->
            Waiting.until(
                "the other one leads", Duration.ofSeconds(60), cluster.other(old)::leads));
  }

  @Override
  public void after(Trial trial) throws Exception {
    trial.rollBack();
    claims.after(trial, () -> old.connect("trust_fabric"));
  }

  private void comeBack() {
    old.start();
    cluster.awaitPair();
  }
}
