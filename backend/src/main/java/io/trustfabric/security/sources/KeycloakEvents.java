package io.trustfabric.security.sources;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Leadership;
import io.trustfabric.security.events.SecurityEventReport;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.SecurityEvents;
import io.trustfabric.security.events.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Watches Keycloak's event logs while this process leads. An outage of Keycloak costs nothing but
/// time: what it has logged meanwhile is read afterwards. One that lasts becomes a security event
/// itself, since people rely on seeing the others.
@ApplicationScoped
public class KeycloakEvents {

  private static final Logger LOG = Logger.getLogger(KeycloakEvents.class);

  private final KeycloakConfig config;
  private final Leadership leadership;
  private final SecurityEvents events;
  private final List<KeycloakReader> readers;
  private final Map<KeycloakStream, Outage> outages = new EnumMap<>(KeycloakStream.class);

  KeycloakEvents(
      KeycloakConfig config, Leadership leadership, TakenEvents taken, SecurityEvents events) {
    this.config = config;
    this.leadership = leadership;
    this.events = events;
    this.readers = readers(config, taken);
    for (var stream : KeycloakStream.values()) {
      outages.put(stream, new Outage(config.poll(), config.longestWait()));
    }
  }

  private static List<KeycloakReader> readers(KeycloakConfig config, TakenEvents taken) {
    if (config.url().isEmpty() || config.clientSecret().isEmpty()) {
      if (config.url().isPresent() || config.clientSecret().isPresent()) {
        LOG.warn("Keycloak's event log is not read: both its url and client-secret are needed");
      }
      return List.of();
    }
    var keycloak = new KeycloakLog(config);
    return Arrays.stream(KeycloakStream.values())
        .map(stream -> new KeycloakReader(stream, keycloak, taken, config))
        .toList();
  }

  @Scheduled(
      every = "${trust-fabric.keycloak.poll:2S}",
      identity = "keycloak-events",
      concurrentExecution = ConcurrentExecution.SKIP)
  void poll() {
    if (leadership.isLeading()) {
      readers.forEach(this::read);
    } else {
      // Whoever leads now has an outage of its own.
      outages.values().forEach(outage -> outage.over(Instant.now()));
    }
  }

  /// One look at one log. Nothing that goes wrong may end the schedule, nor keep the other log from
  /// being read.
  private void read(KeycloakReader reader) {
    var outage = outages.get(reader.stream());
    if (!outage.mayTry(Instant.now())) {
      return;
    }
    try {
      reader.read();
      var lasted = outage.over(Instant.now());
      if (lasted != null) {
        LOG.infof("%s events are read again, after %s", reader.stream().spoken(), lasted);
      }
    } catch (IOException | RuntimeException e) {
      if (outage.failed(Instant.now())) {
        LOG.warnf(
            "%s events cannot be read, trying on: %s", reader.stream().spoken(), e.getMessage());
      }
      tell(reader, outage);
    }
  }

  private void tell(KeycloakReader reader, Outage outage) {
    if (!outage.isUntoldAfter(config.silentAfter(), Instant.now())) {
      return;
    }
    try {
      events.record(silence(reader.stream(), reader.readAt()));
      outage.told();
    } catch (RuntimeException e) {
      LOG.warnf("the outage could not be recorded either: %s", e.getMessage());
    }
  }

  static SecurityEventReport silence(KeycloakStream stream, Instant since) {
    return SelfReports.report(
        SecurityEventType.ANOMALOUS_ACTIVITY,
        Severity.HIGH,
        "%s events cannot be read since %s"
            .formatted(stream.spoken(), since.truncatedTo(ChronoUnit.SECONDS)),
        "Keycloak does not give its event log. What it logs meanwhile is read when it answers again;"
            + " until then nobody sees it here.",
        "self:keycloak-silent:" + stream.stored(),
        Clock.now());
  }
}
