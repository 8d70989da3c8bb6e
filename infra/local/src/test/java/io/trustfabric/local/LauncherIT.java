package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

/// The launcher as a process of its own, with PostgreSQL as the only part.
@Timeout(120)
class LauncherIT {

  @TempDir Path folder;
  private final List<Process> launchers = new ArrayList<>();

  @AfterEach
  void leaveNothingRunning() throws Exception {
    command("stop").waitFor();
    for (var launcher : launchers) {
      launcher.destroyForcibly().waitFor();
    }
  }

  @Test
  void aSignalStopsEverythingAndIsASuccess() throws Exception {
    var launcher = running();
    var postgres = postgres();

    launcher.destroy();

    assertThat(launcher.waitFor()).isZero();
    assertThat(Signals.isRunning(postgres)).isFalse();
    assertThat(state().resolve("credentials.json")).doesNotExist();
    assertThat(state().resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void stopStopsARunningOne() throws Exception {
    var launcher = running();
    var postgres = postgres();

    var stop = command("stop");

    assertThat(stop.waitFor()).isZero();
    assertThat(launcher.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(Signals.isRunning(postgres)).isFalse();
  }

  @Test
  void aCrashedPartIsOneMessageAndAFailure() throws Exception {
    var launcher = running();

    Signals.send("KILL", postgres());

    assertThat(launcher.waitFor()).isEqualTo(1);
    assertThat(output(launcher)).contains("PostgreSQL ended by itself (killed by signal 9)");
    assertThat(output(launcher)).doesNotContain("Exception");
  }

  @Test
  void afterItsOwnViolentDeathTheNextStartCleansUp() throws Exception {
    var killed = running();
    var orphan = postgres();
    killed.destroyForcibly().waitFor();
    assertThat(Signals.isRunning(orphan)).isTrue();

    var next = running();

    assertThat(Signals.isRunning(orphan)).isFalse();
    assertThat(output(next)).contains("Ended PostgreSQL, left over from a run that died.");
    assertThat(Signals.isRunning(postgres())).isTrue();
  }

  @Test
  void anOrphanThatNoRegisterKnowsIsFoundByItsDataFolder() throws Exception {
    var killed = running();
    var orphan = postgres();
    killed.destroyForcibly().waitFor();
    Files.delete(state().resolve("children.json"));

    running();

    assertThat(Signals.isRunning(orphan)).isFalse();
  }

  @Test
  void aStalePidFileOfTheDatabaseDoesNotStopAStart() throws Exception {
    running().destroy();
    launchers.getFirst().waitFor();
    Files.writeString(
        state().resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");

    assertThat(running().isAlive()).isTrue();
  }

  @Test
  void aBusyPortIsOneMessageAndAFailure() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var launcher = launch(Map.of("TF_POSTGRES_PORT", Integer.toString(other.getLocalPort())));

      assertThat(launcher.waitFor()).isEqualTo(1);
      assertThat(output(launcher))
          .contains("Port " + other.getLocalPort() + " for PostgreSQL is in use")
          .contains("TF_POSTGRES_PORT")
          .doesNotContain("Exception");
    }
  }

  @Test
  void aSecondLauncherLeavesTheFirstAlone() throws Exception {
    var first = running();

    var second = launch(Map.of("TF_POSTGRES_PORT", "0"));

    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(output(second)).contains("runs already (process " + first.pid() + ")");
    assertThat(Signals.isRunning(postgres())).isTrue();
    assertThat(state().resolve("credentials.json")).exists();
  }

  @Test
  void anUnknownCommandExplainsTheKnownOnes() throws Exception {
    var launcher = command("fly");

    assertThat(launcher.waitFor()).isEqualTo(2);
    assertThat(output(launcher)).contains("usage:");
  }

  private Process running() throws IOException {
    var launcher = launch(Map.of("TF_POSTGRES_PORT", "0"));
    while (!output(launcher).contains("Ctrl-C stops everything")) {
      assertThat(launcher.isAlive()).as(output(launcher)).isTrue();
      Signals.pause(Duration.ofMillis(50));
    }
    return launcher;
  }

  private Process launch(Map<String, String> environment) throws IOException {
    return start(environment, "run", "--without", "keycloak,backend,web");
  }

  private Process command(String name) throws IOException {
    return start(Map.of(), name);
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Java.program(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.trustfabric.local.Main"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "launcher", ".txt");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("TF_STATE_DIR", state().toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    launchers.add(process);
    Files.move(log, folder.resolve("launcher-" + process.pid() + ".txt"));
    return process;
  }

  private String output(Process launcher) throws IOException {
    return Files.readString(folder.resolve("launcher-" + launcher.pid() + ".txt"));
  }

  private Path state() {
    return folder.resolve("state");
  }

  private ProcessHandle postgres() throws IOException {
    for (JsonNode child : new ObjectMapper().readTree(state().resolve("children.json").toFile())) {
      if (child.get("title").textValue().equals("PostgreSQL")) {
        return ProcessHandle.of(child.get("pid").longValue()).orElseThrow();
      }
    }
    throw new AssertionError("PostgreSQL is not in the register");
  }
}
