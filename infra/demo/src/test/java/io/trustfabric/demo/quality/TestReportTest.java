package io.trustfabric.demo.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportTest {

  @TempDir Path root;

  @BeforeEach
  void aCheckout() throws IOException {
    Files.createDirectories(root.resolve("infra/local/target/failsafe-reports"));
    Files.createDirectories(root.resolve("backend/target/surefire-reports"));
    Files.createDirectories(root.resolve("frontend/reports"));
  }

  @Test
  void aCheckoutThatWasNotTestedHasNoRuns() {
    assertThat(TestReport.in(root)).isEmpty();
  }

  @Test
  void reportsThatLieTogetherAreOneRun() throws IOException {
    report("backend/target/surefire-reports/TEST-b.xml", "b");
    report("backend/target/surefire-reports/TEST-a.xml", "a");
    report("infra/local/target/failsafe-reports/TEST-c.xml", "c");
    report("frontend/reports/vitest.xml", "d");
    Files.writeString(root.resolve("backend/target/surefire-reports/b.txt"), "no report");

    assertThat(TestReport.in(root).stream().map(TestReport::name))
        .containsExactly("backend surefire", "infra/local failsafe", "frontend vitest");
    assertThat(TestReport.in(root).getFirst().document().strip())
        .isEqualTo(
            """
            <testsuites>
            <testsuite name="a"/>
            <testsuite name="b"/>
            </testsuites>""");
  }

  @Test
  void aRunIsNamedForWhatItsReportsSay() throws IOException {
    report("frontend/reports/vitest.xml", "a");
    var first = TestReport.in(root).getFirst();
    var runId = first.runId();
    assertThat(runId).matches("frontend vitest [0-9a-f]{12}");
    assertThat(TestReport.in(root).getFirst().runId()).isEqualTo(runId);

    report("frontend/reports/vitest.xml", "b");

    assertThat(TestReport.in(root).getFirst().runId()).isNotEqualTo(runId);
  }

  private void report(String path, String suite) throws IOException {
    Files.writeString(
        root.resolve(path),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"%s\"/>".formatted(suite));
  }
}
