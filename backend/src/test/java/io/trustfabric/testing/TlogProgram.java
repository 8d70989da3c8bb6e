package io.trustfabric.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The independent verifier of infra/verify, built where Go is installed; tests are skipped
/// elsewhere.
public final class TlogProgram {

  private static final Path LIBRARIES = Path.of("/usr/share/gocode");
  private static Path program;

  private TlogProgram() {}

  /// Builds it, once.
  public static synchronized Path built() throws IOException, InterruptedException {
    var go = Tools.needed("go");
    assumeTrue(
        Files.isDirectory(LIBRARIES.resolve("src/golang.org/x/mod")),
        "golang-golang-x-mod-dev is not installed");
    if (program == null) {
      var target = Path.of("target", "tlog-verify").toAbsolutePath();
      var run =
          Tools.run(
              Path.of("../infra/verify"),
              List.of(
                  "env",
                  "CGO_ENABLED=0",
                  "GO111MODULE=off",
                  "GOPATH=" + LIBRARIES,
                  "GOCACHE=" + Path.of("target", "go-cache").toAbsolutePath(),
                  go.toString(),
                  "build",
                  "-o",
                  target.toString(),
                  "."));
      assertThat(run.exitCode()).as(run.output()).isZero();
      program = target;
    }
    return program;
  }

  /// Runs one of its commands.
  public static Tools.Run run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(built().toString());
    command.addAll(List.of(arguments));
    return Tools.run(Path.of("").toAbsolutePath(), command);
  }
}
