package io.trustfabric.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the Go program's own tests, each as a test here. Needs Debian's golang-go and
/// golang-golang-x-mod-dev; without them it is skipped and says so.
class GoProgramTest {

  private static final Path LIBRARIES = Path.of("/usr/share/gocode");

  @TestFactory
  Stream<DynamicTest> itsOwnTests() throws IOException, InterruptedException {
    assumeTrue(goIsHere(), "golang-go or golang-golang-x-mod-dev is not installed");
    var vetted = go("vet", ".");
    assertThat(vetted.exitCode).as(vetted.output).isZero();
    var tested = go("test", "-json", "-count=1", ".");
    var outcomes = new LinkedHashMap<String, String>();
    var said = new LinkedHashMap<String, StringBuilder>();
    for (var event : events(tested.output)) {
      var test = event.path("Test").asText();
      switch (event.path("Action").asText()) {
        case "output" ->
            said.computeIfAbsent(test, name -> new StringBuilder())
                .append(event.path("Output").asText());
        case "pass", "fail", "skip" -> outcomes.put(test, event.path("Action").asText());
        default -> {}
      }
    }
    outcomes.remove("");
    assertThat(outcomes).as(tested.output).isNotEmpty();
    return outcomes.entrySet().stream()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.getKey(), () -> judge(test, said.get(test.getKey()).toString())));
  }

  private static void judge(Map.Entry<String, String> test, String said) {
    Assumptions.assumeFalse(test.getValue().equals("skip"), said);
    assertThat(test.getValue()).as(said).isEqualTo("pass");
  }

  private static boolean goIsHere() {
    return Files.isDirectory(LIBRARIES.resolve("src/golang.org/x/mod"))
        && Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
  }

  private record Run(int exitCode, String output) {}

  private static Run go(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("go"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("CGO_ENABLED", "0");
    builder.environment().put("GOPATH", LIBRARIES.toString());
    builder.environment().put("GOCACHE", Path.of("target", "go-cache").toAbsolutePath().toString());
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private static List<JsonNode> events(String output) throws IOException {
    var events = new ArrayList<JsonNode>();
    for (var line : output.lines().toList()) {
      if (line.startsWith("{")) {
        events.add(new ObjectMapper().readTree(line));
      }
    }
    return events;
  }
}
