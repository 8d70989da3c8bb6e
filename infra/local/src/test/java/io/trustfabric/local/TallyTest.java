package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {

  @TempDir Path folder;

  @Test
  void casesAreCountedAndStatedSumsAreNot() throws IOException {
    report(
        "TEST-a.xml",
        """
        <testsuite tests="99" failures="0" errors="0" skipped="0">
          <testcase name="good"/>
          <testcase name="wrong"><failure message="no"/></testcase>
          <testcase name="broken"><error/></testcase>
          <testcase name="later"><skipped/></testcase>
        </testsuite>
        """);

    assertThat(Tally.at(List.of(folder))).isEqualTo(new Tally(1, 2, 1));
  }

  @Test
  void nestedSuitesAreCountedOnce() throws IOException {
    report(
        "nested.xml",
        """
        <testsuites>
          <testsuite><testsuite><testcase name="a"/></testsuite><testcase name="b"/></testsuite>
        </testsuites>
        """);

    assertThat(Tally.at(List.of(folder))).isEqualTo(new Tally(2, 0, 0));
  }

  @Test
  void aCutOffReportIsAFailure() throws IOException {
    report("TEST-b.xml", "<testsuite><testcase name=\"a\"/>");

    assertThat(Tally.at(List.of(folder))).isEqualTo(new Tally(0, 1, 0));
  }

  @Test
  void aPlaceThatIsNotThereCountsNothing() throws IOException {
    assertThat(Tally.at(List.of(folder.resolve("none.xml")))).isEqualTo(Tally.NONE);
  }

  @Test
  void aPartThatDidNotRunIsAFailure() {
    assertThat(outcome(0, Tally.NONE).counted().failed()).isEqualTo(1);
  }

  @Test
  void aBadExitWithGoodReportsIsAFailure() {
    assertThat(outcome(2, new Tally(5, 0, 0)).counted()).isEqualTo(new Tally(5, 1, 0));
  }

  @Test
  void aFailedTestIsCountedOnce() {
    assertThat(outcome(1, new Tally(5, 2, 0)).counted()).isEqualTo(new Tally(5, 2, 0));
  }

  @Test
  void theLastLineIsPlain() {
    assertThat(new Tally(3, 2, 1).line()).isEqualTo("3 passed, 2 failed, 1 skipped");
  }

  private static TestRun.Outcome outcome(int exitCode, Tally tally) {
    return new TestRun.Outcome(
        new TestRun.Suite("part", List.of()), exitCode, tally, Duration.ZERO);
  }

  private void report(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
