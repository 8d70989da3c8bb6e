package io.trustfabric.security.sources;

import io.trustfabric.record.Callers;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Clock;
import io.trustfabric.record.PolicyViolation;
import io.trustfabric.record.PolicyViolations;
import io.trustfabric.security.events.SecurityEventReport;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.SecurityEvents;
import io.trustfabric.security.events.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Makes events of the rules that other features saw broken, in the transaction in which they saw
/// it: what was refused and the event of it are known together or not at all.
@ApplicationScoped
public class PolicyWatch implements PolicyViolations {

  private final SecurityEvents events;

  PolicyWatch(SecurityEvents events) {
    this.events = events;
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public List<UUID> record(List<PolicyViolation> violations) {
    var now = Clock.now();
    return events
        .recordAll(violations.stream().map(violation -> report(violation, now)).toList())
        .ids();
  }

  private static SecurityEventReport report(PolicyViolation violation, Instant now) {
    var caller = Callers.current();
    var author = caller.author();
    return new SecurityEventReport(
        SecurityEventType.POLICY_VIOLATION,
        violation.grave() ? Severity.HIGH : Severity.MEDIUM,
        Foreign.text(violation.title(), 300),
        violation.description(),
        "trust-fabric",
        Foreign.address(caller.clientAddress()),
        Foreign.text(author.name() == null ? author.subject() : author.name(), 300),
        Foreign.text(violation.resource(), 500),
        now,
        now,
        null,
        null,
        violation.personalData(),
        violation.dataAssets(),
        null,
        null,
        "policy:" + Canonical.sha256Hex(violation.cause().getBytes(StandardCharsets.UTF_8)),
        null,
        violation.metadata());
  }
}
