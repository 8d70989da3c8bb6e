package io.trustfabric.demo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Has the chaos runner hold up the ledger's order in a stack of its own, and record what was seen
/// in the stack that runs.
public final class OwnExperiment {

  private static final String EXPERIMENT = "queue_delay";
  private static final String PASSED =
      "/api/chaos/tests?environment=chaos&testType=queue_delay&outcome=passed";
  private static final long LONGEST_MINUTES = 10;

  private final Settings settings;
  private final Credentials credentials;
  private final Client reader;

  public OwnExperiment(Settings settings) {
    this.settings = settings;
    this.credentials = Credentials.of(settings);
    this.reader = new Client(credentials, "engineering-desk");
  }

  /// Does it once: where one has passed nothing is done.
  ///
  /// @return what to say of it
  /// @throws LaunchFailure when it cannot be run or does not pass
  public List<String> run() {
    var before = passed();
    if (before.isPresent()) {
      return List.of("one experiment passed, there already");
    }
    var runner = settings.root().resolve("infra/chaos/target/trust-fabric-chaos.jar");
    if (!Files.exists(runner)) {
      return List.of("nothing is broken: the chaos runner is not built (`make chaos` builds it)");
    }
    var log = settings.state().resolve("chaos.log");
    conduct(runner, log);
    return passed()
        .map(test -> List.of(proved(test)))
        .orElseThrow(() -> new LaunchFailure("The experiment did not pass; see " + log));
  }

  private void conduct(Path runner, Path log) {
    var java = ProcessHandle.current().info().command().orElse("java");
    var builder =
        new ProcessBuilder(java, "-jar", runner.toString(), EXPERIMENT)
            .directory(settings.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("TRUST_FABRIC_API", credentials.apiUrl());
    builder.environment().put("TRUST_FABRIC_ISSUER", credentials.issuer());
    builder.environment().put("TRUST_FABRIC_CHAOS_SECRET", credentials.secret("chaos-reporter"));
    try {
      var process = builder.start();
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroy();
        throw new LaunchFailure("The experiment does not end; see " + log);
      }
    } catch (IOException e) {
      throw new LaunchFailure("The chaos runner does not start: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }

  private Optional<JsonNode> passed() {
    return reader.first(PASSED);
  }

  private static String proved(JsonNode test) {
    return "an experiment passed: %s; well again after %d ms"
        .formatted(test.get("name").textValue(), test.get("recoveryTimeMs").longValue());
  }
}
