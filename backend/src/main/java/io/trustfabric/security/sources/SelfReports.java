package io.trustfabric.security.sources;

import io.quarkus.runtime.ShutdownEvent;
import io.trustfabric.security.events.SecurityEventReport;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.SecurityEvents;
import io.trustfabric.security.events.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Records what the product sees of itself: on a thread of its own, so that no request waits for it
/// or fails by it, in a transaction of its own, so that a request that is rolled back does not take
/// it along, and in the product's own name, since that thread knows no caller.
@ApplicationScoped
public class SelfReports {

  private static final Logger LOG = Logger.getLogger(SelfReports.class);

  /// More reports than this wait for nothing: the database is away, and they would be of one kind.
  private static final int WAITING = 500;

  private final SecurityEvents events;
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("self-reports").factory());

  SelfReports(SecurityEvents events) {
    this.events = events;
    worker.allowCoreThreadTimeOut(true);
  }

  /// Records a report soon. One that cannot be recorded is logged and gone; what it is about will
  /// be seen again if it goes on.
  void soon(SecurityEventReport report) {
    try {
      worker.execute(() -> record(report));
    } catch (RejectedExecutionException e) {
      LOG.warnf("not recorded, too many reports are waiting: %s", report.fingerprint());
    }
  }

  /// What waits is still recorded, within the time that a shutdown leaves.
  void finish(@Observes ShutdownEvent event) throws InterruptedException {
    worker.shutdown();
    worker.awaitTermination(5, TimeUnit.SECONDS);
  }

  private void record(SecurityEventReport report) {
    try {
      events.record(report);
    } catch (RuntimeException e) {
      LOG.warnf(e, "not recorded: %s", report.fingerprint());
    }
  }

  /// A report by the product about itself.
  static SecurityEventReport report(
      SecurityEventType type,
      Severity severity,
      String title,
      String description,
      String fingerprint,
      Instant at) {
    return report(type, severity, title, description, fingerprint, at, null, null, null, Map.of());
  }

  /// @param actor who did it; null when nobody signed in
  static SecurityEventReport report(
      SecurityEventType type,
      Severity severity,
      String title,
      String description,
      String fingerprint,
      Instant at,
      String address,
      String actor,
      String resource,
      Map<String, Object> metadata) {
    return new SecurityEventReport(
        type,
        severity,
        Foreign.text(title, 300),
        description,
        "trust-fabric",
        Foreign.address(address),
        Foreign.text(actor, 300),
        Foreign.text(resource, 500),
        at,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        fingerprint,
        null,
        metadata);
  }
}
