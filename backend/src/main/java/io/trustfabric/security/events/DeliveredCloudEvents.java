package io.trustfabric.security.events;

import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Leadership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;

/// Remembers for a week which CloudEvents were delivered and what they became, so that a second
/// delivery does nothing.
@ApplicationScoped
public class DeliveredCloudEvents {

  private final Session session;
  private final Leadership leadership;

  DeliveredCloudEvents(Session session, Leadership leadership) {
    this.session = session;
    this.leadership = leadership;
  }

  /// The events that deliveries seen before became, by digest.
  Map<String, UUID> find(List<CloudEvents.Delivery> deliveries) {
    var found = new HashMap<String, UUID>();
    session
        .createNativeQuery(
            "SELECT source_id_sha256, event_id FROM delivered_cloudevents WHERE source_id_sha256 = ANY (:digests)",
            Object[].class)
        .setParameter(
            "digests", deliveries.stream().map(CloudEvents.Delivery::digest).toArray(String[]::new))
        .getResultList()
        .forEach(row -> found.put((String) row[0], (UUID) row[1]));
    return found;
  }

  /// Keeps new deliveries. The same one taken in twice at once fails here for the later
  /// transaction.
  void remember(Collection<String> digests, Map<String, UUID> events) {
    if (digests.isEmpty()) {
      return;
    }
    session
        .createNativeMutationQuery(
            "INSERT INTO delivered_cloudevents (source_id_sha256, event_id)"
                + " SELECT d, e FROM unnest(CAST(:digests AS text[]), CAST(:events AS uuid[])) AS n(d, e)")
        .setParameter("digests", digests.toArray(String[]::new))
        .setParameter("events", digests.stream().map(events::get).toArray(UUID[]::new))
        .executeUpdate();
  }

  @Scheduled(every = "1h", identity = "forget-delivered-cloudevents")
  void hourly() {
    if (leadership.isLeading()) {
      forget();
    }
  }

  @Transactional
  int forget() {
    return session
        .createNativeMutationQuery(
            "DELETE FROM delivered_cloudevents WHERE delivered_at < now() - interval '7 days'")
        .executeUpdate();
  }
}
