package io.trustfabric.demo.quality;

import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Imports this checkout's own test reports, each run once: a run is named for what its reports
/// say.
public final class TestReports {

  private static final String PATH = "/api/quality/regression-tests";

  private final Client reporter;
  private final Client reader;

  public TestReports(Credentials credentials) {
    this.reporter = new Client(credentials, "test-reporter");
    this.reader = new Client(credentials, "engineering-desk");
  }

  /// @param root the checkout
  /// @return what to say of each run
  public List<String> run(Path root) {
    var said = new ArrayList<String>();
    for (var report : TestReport.in(root)) {
      said.add(report.name() + ": " + take(report));
    }
    return said.isEmpty()
        ? List.of("no test reports lie here; `make test` leaves some, then `make demo` again")
        : said;
  }

  private String take(TestReport report) {
    var runId = report.runId();
    if (reader.first(PATH + "?runId=" + Client.encoded(runId)).isPresent()) {
      return "that run is there already";
    }
    var answer =
        reporter.post(
            PATH
                + "/import?environment=checkout&runId="
                + Client.encoded(runId)
                + "&executedAt="
                + Client.encoded(report.at().toString()),
            "application/xml",
            report.document());
    return "%d results, %d passed, %d failed, %d errors, %d skipped"
        .formatted(
            answer.get("results").longValue(),
            answer.get("passed").longValue(),
            answer.get("failed").longValue(),
            answer.get("error").longValue(),
            answer.get("skipped").longValue());
  }
}
