package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real child processes, as small as they can be.
@Timeout(60)
class ChildrenTest {

  @TempDir Path folder;
  private final List<Children> all = new ArrayList<>();

  @AfterEach
  void leaveNothingRunning() {
    all.forEach(children -> children.stopAll(child -> {}));
  }

  @Test
  void childrenEndInReverseOrder() {
    var children = children();
    children.start(shell("first", "sleep 1000"));
    children.start(shell("second", "sleep 1000"));
    List<String> ended = new ArrayList<>();

    children.stopAll(child -> ended.add(child.command().title()));

    assertThat(ended).containsExactly("second", "first");
    assertThat(register()).doesNotExist();
  }

  @Test
  void whatAChildHasStartedEndsWithIt() throws Exception {
    var children = children();
    Path grandchild = folder.resolve("grandchild");
    children.start(shell("parent", "sleep 1000 & echo $! > " + grandchild + "; wait"));
    long pid = Long.parseLong(awaitText(grandchild));

    children.stopAll(child -> {});

    assertThat(isAlive(pid)).isFalse();
  }

  @Test
  void aChildThatIgnoresItsSignalIsKilledAfterAWhile() throws Exception {
    var children = children();
    var stubborn = children.start(shell("stubborn", "trap '' TERM; while true; do sleep 1; done"));
    Signals.pause(Duration.ofMillis(300));

    Signals.end(stubborn.process().toHandle(), "TERM", Duration.ofMillis(500));

    assertThat(stubborn.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCrashIsReportedWithItsCodeAndLastWords() throws Exception {
    var children = children();
    children.start(shell("steady", "sleep 1000"));
    children.start(shell("shaky", "echo out of paper; exit 7"));

    var dead = children.firstDeath().get(10, TimeUnit.SECONDS);

    assertThat(dead.crash())
        .hasMessageContaining("shaky ended by itself")
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("out of paper");
  }

  @Test
  void aKilledChildIsReportedWithTheSignal() throws Exception {
    var children = children();
    var child = children.start(shell("victim", "sleep 1000"));

    Signals.send("KILL", child.process().toHandle());

    assertThat(children.firstDeath().get(10, TimeUnit.SECONDS).crash())
        .hasMessageContaining("killed by signal 9");
  }

  @Test
  void aStopIsNoCrash() {
    var children = children();
    children.start(shell("child", "sleep 1000"));

    children.stopAll(child -> {});
    Signals.pause(Duration.ofMillis(200));

    assertThat(children.firstDeath()).isNotDone();
  }

  @Test
  void nothingStartsWhileEverythingStops() {
    var children = children();
    children.stopAll(child -> {});

    assertThatThrownBy(() -> children.start(shell("late", "sleep 1000")))
        .isInstanceOf(LaunchFailure.class);
  }

  @Test
  void aTaskThatFailsIsAnError() {
    assertThatThrownBy(() -> children().run(shell("task", "echo no room; exit 3")))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("no room");
  }

  @Test
  void aTaskThatEndsWellIsForgotten() {
    var children = children();

    children.run(shell("task", "true"));

    assertThat(children.firstDeath()).isNotDone();
    assertThat(register()).content().isEqualTo("[ ]");
  }

  @Test
  void theNextLauncherEndsTheOrphansOfADeadOne() throws Exception {
    var orphan = children().start(shell("orphan", "sleep 1000"));

    assertThat(children().endOrphans()).containsExactly("orphan");

    assertThat(orphan.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(register()).doesNotExist();
  }

  @Test
  void aProcessThatOnlyHasTheSameNumberIsLeftAlone() throws IOException {
    var stranger = children().start(shell("stranger", "sleep 1000"));
    Files.writeString(
        register(),
        """
        [{"title": "old", "pid": %d, "startedAt": "2020-01-01T00:00:00Z", "stopSignal": "TERM"}]
        """
            .formatted(stranger.process().pid()));

    assertThat(children().endOrphans()).isEmpty();

    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void aProgramThatIsNotThereIsOneClearMessage() {
    var nothing =
        new ChildCommand(
            "Nothing", List.of("/no/such/program"), Map.of(), folder, log("n"), "TERM");

    assertThatThrownBy(() -> children().run(nothing))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("Nothing")
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void theLogOfTheRunBeforeIsKept() throws IOException {
    var children = children();
    children.run(shell("task", "echo one"));
    children.run(shell("task", "echo two"));

    assertThat(log("task")).content().isEqualTo("two\n");
    assertThat(folder.resolve("task.log.1")).content().isEqualTo("one\n");
  }

  private Children children() {
    var children = new Children(register());
    all.add(children);
    return children;
  }

  private Path register() {
    return folder.resolve("children.json");
  }

  private Path log(String title) {
    return folder.resolve(title + ".log");
  }

  private ChildCommand shell(String title, String script) {
    return new ChildCommand(
        title, List.of("/bin/sh", "-c", script), Map.of(), folder, log(title), "TERM");
  }

  private static String awaitText(Path file) throws Exception {
    while (!Files.exists(file) || Files.size(file) == 0) {
      Thread.sleep(20);
    }
    return Files.readString(file).strip();
  }

  /// A zombie, which only its new parent can reap, counts as dead.
  private static boolean isAlive(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
  }
}
