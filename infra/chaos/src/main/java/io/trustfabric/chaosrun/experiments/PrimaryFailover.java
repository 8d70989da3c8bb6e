package io.trustfabric.chaosrun.experiments;

import io.trustfabric.chaosrun.stack.PostgresNode;
import io.trustfabric.chaosrun.stack.StandbyPair;
import io.trustfabric.chaosrun.stack.Target;
import io.trustfabric.chaosrun.stack.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The primary is gone, or stands still and comes back. A standby that has every acknowledged
/// commit takes over, and the old primary can acknowledge nothing: it is fenced, and nobody stands
/// by for its commits any more.
public final class PrimaryFailover implements Experiment {

  /// What becomes of the primary.
  public enum Kind {
    KILLED("The primary is killed", "kill the primary") {
      @Override
      void strike(PostgresNode primary) {
        primary.kill();
      }

      @Override
      void comeBack(PostgresNode old) {
        old.start();
      }
    },
    FROZEN("The primary stands still and wakes later", "freeze the primary") {
      @Override
      void strike(PostgresNode primary) {
        primary.freeze();
      }

      @Override
      void comeBack(PostgresNode old) {
        old.wake();
      }
    };

    private final String what;
    private final String step;

    Kind(String what, String step) {
      this.what = what;
      this.step = step;
    }

    abstract void strike(PostgresNode primary);

    /// The old primary is there again, as it was.
    abstract void comeBack(PostgresNode old);
  }

  private static final String TAKE_OVER = "fence the primary and promote the standby";
  private static final String COME_BACK = "let the old primary come back as it was";
  private static final String MEND = "make the old primary the standby";

  private final Kind kind;
  private final Target target;
  private final StandbyPair pair;
  private final FailoverClaims claims;

  public PrimaryFailover(Kind kind, Target target, StandbyPair pair) {
    this.kind = kind;
    this.target = target;
    this.pair = pair;
    this.claims = new FailoverClaims(target);
  }

  @Override
  public String id() {
    return "db_failover/" + kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Plan plan() {
    return new Plan(
        kind.what,
        "db_failover",
        "PostgreSQL primary",
        "No acknowledged write is lost, and none is acknowledged by a primary that is none any more",
        claims.with(15),
        List.of(kind.step, TAKE_OVER, COME_BACK),
        List.of(MEND),
        Duration.ofSeconds(10));
  }

  @Override
  public void before(Trial trial) throws Exception {
    claims.before(trial, () -> pair.standby().connect("trust_fabric"));
  }

  @Override
  public void inject(Trial trial) throws Exception {
    trial.undoBy(MEND, pair::mend);
    trial.step(kind.step, () -> kind.strike(pair.primary()));
  }

  @Override
  public Duration hold() {
    return Duration.ZERO;
  }

  /// As a watcher does that asks twice a second and believes the third silence.
  @Override
  public void clear(Trial trial) throws Exception {
    for (int silences = 0; silences < 3; silences = pair.primary().answers() ? 0 : silences + 1) {
      Waiting.pause(Duration.ofMillis(500));
    }
    trial.step(TAKE_OVER, pair::takeOver);
  }

  @Override
  public void after(Trial trial) throws Exception {
    var old = pair.standby();
    trial.step(COME_BACK, () -> kind.comeBack(old));
    claims.after(trial, old.network().port(), old);
    trial.rollBack();
  }
}
