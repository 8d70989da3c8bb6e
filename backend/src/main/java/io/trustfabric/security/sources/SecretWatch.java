package io.trustfabric.security.sources;

import io.trustfabric.record.Callers;
import io.trustfabric.record.Clock;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.Severity;
import io.trustfabric.web.SecretSeen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/// Makes an event of a secret that somebody sent us: whoever holds it has to know that it is out.
/// The event says where it was and who sent it, and not what it is.
@ApplicationScoped
public class SecretWatch {

  private static final int MOST_POINTERS = 20;

  private final SelfReports reports;

  SecretWatch(SelfReports reports) {
    this.reports = reports;
  }

  void seen(@Observes SecretSeen secret) {
    var caller = Callers.current();
    var author = caller.author();
    reports.soon(
        SelfReports.report(
            SecurityEventType.SECRET_EXPOSURE,
            Severity.HIGH,
            "What looks like a secret's value was sent to " + secret.path(),
            "It counts as known to others from now on: renew it. Where the field takes any text it was"
                + " kept there; otherwise the request was refused.",
            Foreign.fingerprint("self", "secret", author.subject(), secret.path()),
            Clock.now(),
            caller.clientAddress(),
            author.name() == null ? author.subject() : author.name(),
            secret.method() + " " + secret.path(),
            Map.of(
                "pointers",
                secret.pointers().stream()
                    .limit(MOST_POINTERS)
                    .map(pointer -> Foreign.text(pointer, 300))
                    .toList())));
  }
}
