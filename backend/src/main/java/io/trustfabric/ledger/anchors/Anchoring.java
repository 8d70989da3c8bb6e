package io.trustfabric.ledger.anchors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.trustfabric.ledger.seal.LedgerProofs;
import io.trustfabric.ledger.seal.SealGuard;
import io.trustfabric.record.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Has every place asked and handed the newest checkpoint, each at its own pace. Whenever another
/// process begins to lead, nothing is sealed until the ledger was held against what the places
/// keep: a database that was restored, or lost writes when it failed over, has fewer lines than
/// were told of before.
@ApplicationScoped
public class Anchoring implements SealGuard {

  private static final Logger LOG = Logger.getLogger(Anchoring.class);

  private final Anchors anchors;
  private final AnchorStates states;
  private final LedgerProofs ledger;
  private final Leadership leadership;

  /// What is known since this process began to lead.
  ///
  /// @param states of those that were asked
  /// @param agreed those that answered, and keep nothing that this ledger does not have
  private record Term(Map<String, AnchorState> states, Set<String> agreed) {
    Term() {
      this(new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
    }
  }

  private volatile Term term = new Term();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  Anchoring(Anchors anchors, AnchorStates states, LedgerProofs ledger, Leadership leadership) {
    this.anchors = anchors;
    this.states = states;
    this.ledger = ledger;
    this.leadership = leadership;
  }

  void measure(@Observes StartupEvent event, MeterRegistry metrics) {
    for (var anchor : anchors.all()) {
      Gauge.builder("trust_fabric.ledger.anchor.lag", () -> lag(anchor.name()))
          .description("Sealed lines that a place off the machine has no checkpoint of yet")
          .tag("anchor", anchor.name())
          .register(metrics);
    }
  }

  private double lag(String anchor) {
    var state = term.states.get(anchor);
    return state == null || !leadership.isLeading()
        ? Double.NaN
        : Math.max(0, ledger.head().size() - state.size());
  }

  @Scheduled(
      every = "${trust-fabric.anchoring.every}",
      identity = "ledger-anchors",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void onSchedule() {
    if (leadership.isLeading()) {
      anchors.all().forEach(this::startStep);
    }
  }

  /// Asks all places, one after the other.
  void stepAll() {
    anchors.all().forEach(this::step);
  }

  /// A place that does not answer holds up no other.
  private void startStep(Anchor anchor) {
    if (busy.add(anchor.name())) {
      Thread.ofVirtual()
          .name("anchor-" + anchor.name())
          .start(
              () -> {
                try {
                  step(anchor);
                } catch (RuntimeException e) {
                  LOG.warnf("%s is tried again: %s", anchor.name(), e.getMessage());
                } finally {
                  busy.remove(anchor.name());
                }
              });
    }
  }

  /// One look at a place, and one checkpoint handed over if there is a newer one.
  void step(Anchor anchor) {
    var since = term;
    var before = states.of(anchor.name());
    var isNew = !since.agreed.contains(anchor.name());
    if (since.states.containsKey(anchor.name()) && Instant.now().isBefore(before.nextAt())) {
      return;
    }
    var after = new AnchorStep(anchor, ledger, states).from(before, isNew);
    if (!after.equals(before)) {
      states.save(after);
    }
    if (after.aheadEpoch() != null && before.aheadEpoch() == null) {
      LOG.errorf("%s: %s", anchor.name(), after.lastError());
    }
    if (after.failures() == 0 && after.aheadEpoch() == null) {
      since.agreed.add(anchor.name());
    }
    since.states.put(anchor.name(), after);
  }

  @Override
  public void leads() {
    term = new Term();
  }

  @Override
  public String objection(int epoch) {
    var now = term;
    for (var state : now.states.values()) {
      if (state.isAheadOf(epoch)) {
        return "%s keeps a checkpoint of %d lines that this ledger does not have"
            .formatted(state.name(), state.aheadSize());
      }
    }
    var places = anchors.all().size();
    return now.states.size() < places || places > 0 && !hasAnswer(now)
        ? "no place where checkpoints are kept has answered yet"
        : null;
  }

  /// Whether one agreed, or disagreed before people opened the present epoch.
  private static boolean hasAnswer(Term now) {
    return !now.agreed.isEmpty()
        || now.states.values().stream().anyMatch(state -> state.aheadEpoch() != null);
  }
}
