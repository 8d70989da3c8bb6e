package io.trustfabric.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/// Plausible security events.
final class Events {

  /// Stands for "any number" in the event that is recorded to learn the statements.
  static final String MARK = "777000777";

  private static final String[] TYPES = {
    "login_failure", "login_failure", "unauthorized_access", "policy_violation",
        "anomalous_activity",
    "configuration_change", "malware", "privilege_escalation", "secret_exposure", "other"
  };
  private static final String[] SEVERITIES = {
    "low", "low", "low", "medium", "medium", "high", "critical"
  };

  private Events() {}

  /// The body of one report.
  static byte[] one() {
    return report(ThreadLocalRandom.current(), Long.toString(random())).getBytes(UTF_8);
  }

  /// The body of the report whose statements are learned.
  static byte[] marked() {
    return report(new Random(1), MARK).getBytes(UTF_8);
  }

  /// The body of a batch.
  static byte[] many(int count) {
    var array = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      array.append(i == 0 ? "" : ",");
      array.append(report(ThreadLocalRandom.current(), Long.toString(random())));
    }
    return array.append(']').toString().getBytes(UTF_8);
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private static long random() {
    return ThreadLocalRandom.current().nextLong(100_000_000, 1_000_000_000);
  }

  private static String report(Random random, String number) {
    return """
    {"eventType":"%s","severity":"%s","title":"Sign-in refused for account %s","description":"The \
    directory refused a password of account %s from a new address and the detector saw no second factor.",\
    "source":"detector-%d","sourceIp":"10.%d.%d.%d","actor":"account-%s","resource":"ledger-export/%s",\
    "occurredAt":"%s","personalData":false,"metadata":{"rule":"R-%d","attempts":%d}}"""
        .formatted(
            TYPES[random.nextInt(TYPES.length)],
            SEVERITIES[random.nextInt(SEVERITIES.length)],
            number,
            number,
            random.nextInt(20),
            random.nextInt(256),
            random.nextInt(256),
            random.nextInt(256),
            number,
            number,
            Instant.now(),
            random.nextInt(200),
            random.nextInt(1, 9));
  }
}
