package io.trustfabric.demo;

import io.trustfabric.demo.api.Credentials;
import io.trustfabric.demo.backup.OwnBackups;
import io.trustfabric.demo.books.GoldenSet;
import io.trustfabric.demo.chaos.OwnExperiment;
import io.trustfabric.demo.compliance.ComplianceDesk;
import io.trustfabric.demo.modelops.Models;
import io.trustfabric.demo.modelops.ReleasePolicy;
import io.trustfabric.demo.monitoring.OwnSlos;
import io.trustfabric.demo.quality.GoldenSets;
import io.trustfabric.demo.quality.TestReports;
import io.trustfabric.demo.security.SecurityDesk;
import io.trustfabric.demo.security.SecurityFeed;
import io.trustfabric.local.Settings;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/// Fills a running stack, a room after the other, and says what it did.
final class Demo {

  private final PrintStream out;
  private final Settings settings;
  private final Credentials credentials;
  private final SecurityFeed feed;

  Demo(Settings settings, PrintStream out) {
    this.out = out;
    this.settings = settings;
    this.credentials = Credentials.of(settings);
    this.feed = new SecurityFeed(credentials, out);
  }

  /// Fills every room that a running stack can fill by itself.
  void run() {
    var slos = new OwnSlos(credentials);
    slos.begin(settings.root());
    say("Security", feed.run());
    say("", new SecurityDesk(credentials).run());
    slos.read();
    say("Quality", new TestReports(credentials).run(settings.root()));
    var golden = golden();
    say("Models", new Models(credentials, settings.state().resolve("models")).run(golden));
    say("Compliance", new ComplianceDesk(credentials).run(settings.root()));
    say("Backup", new OwnBackups(settings).run());
    say("SLOs", slos.end());
    say("Releases", new ReleasePolicy(credentials).run(golden));
  }

  /// Starts a second stack, breaks it and records how it bore that; takes a minute or two.
  void experiment() {
    say("Chaos", new OwnExperiment(settings).run());
  }

  /// Sends events until it is stopped.
  void goOn() {
    feed.goOn();
  }

  private List<GoldenSets.Kept> golden() {
    var sets = new GoldenSets(credentials);
    var golden = Stream.of(GoldenSet.invoices(), GoldenSet.filings()).map(sets::keep).toList();
    for (var kept : golden) {
      say(
          "",
          "%s: %d golden cases%s"
              .formatted(
                  kept.set().name(),
                  kept.set().cases().size(),
                  kept.fresh() ? ", version 2 is active" : ", there already"));
    }
    return golden;
  }

  private void say(String room, List<String> lines) {
    lines.forEach(line -> say(line.equals(lines.getFirst()) ? room : "", line));
  }

  private void say(String room, String what) {
    out.printf("%-10s %s%n", room, what);
  }
}
