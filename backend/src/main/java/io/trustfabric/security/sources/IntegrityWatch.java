package io.trustfabric.security.sources;

import io.trustfabric.record.Canonical;
import io.trustfabric.record.Clock;
import io.trustfabric.record.IntegrityFailures;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.SecurityEvents;
import io.trustfabric.security.events.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes a critical event of a ledger that is not what was written.
@ApplicationScoped
public class IntegrityWatch implements IntegrityFailures {

  private final SecurityEvents events;

  IntegrityWatch(SecurityEvents events) {
    this.events = events;
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public UUID record(String cause, String place, String problem, Map<String, Object> metadata) {
    var report =
        SelfReports.report(
            SecurityEventType.ANOMALOUS_ACTIVITY,
            Severity.CRITICAL,
            "The audit ledger is not what was written: " + place,
            problem,
            "ledger:" + Canonical.sha256Hex(cause.getBytes(StandardCharsets.UTF_8)),
            Clock.now(),
            null,
            null,
            place,
            metadata);
    return events.recordAll(List.of(report)).ids().getFirst();
  }
}
