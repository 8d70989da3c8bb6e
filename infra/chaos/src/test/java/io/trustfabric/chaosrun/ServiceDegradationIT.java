package io.trustfabric.chaosrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trustfabric.chaosrun.experiments.Conduct;
import io.trustfabric.chaosrun.experiments.ServiceDegradation;
import io.trustfabric.chaosrun.experiments.ServiceDegradation.Kind;
import io.trustfabric.chaosrun.report.Reporter;
import io.trustfabric.local.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shortest real experiment: one backend, its database silent for some seconds, recorded and
/// judged by the very backend that bore it. How fast anything is says the long form, on a machine
/// that does nothing else.
@Timeout(240)
class ServiceDegradationIT {

  @Test
  void a_silent_database_is_borne_undone_recorded_and_judged(@TempDir Path folder)
      throws Exception {
    var root = Settings.from(Path.of(""), Map.of()).root();
    assumeTrue(
        Files.exists(root.resolve("backend/target/quarkus-app/quarkus-run.jar")),
        "the backend is not built");
    try (var fabric = new SmallFabric(folder.resolve("state"))) {
      fabric.start();
      var reporter =
          new Reporter(
              fabric.apis().getFirst(), () -> fabric.token("chaos-reporter"), "short test");
      var conduct = new Conduct(fabric, reporter, Duration.ofSeconds(3));
      conduct.warmUp(Duration.ofSeconds(5));
      var result =
          conduct.run(new ServiceDegradation(Kind.BLACK_HOLE, fabric, Duration.ofSeconds(7)));

      assertThat(fabric.databaseNetworks().getFirst().isWell()).isTrue();
      assertThat(result.seen().samples().unclear()).isZero();
      assertThat(result.seen().during().errorRate()).isPositive();
      assertThat(result.seen().recoveredAt()).isNotNull();
      assertThat(result.record().path("status").textValue()).isEqualTo("completed");
      assertThat(result.record().at("/activities")).hasSize(2);
      assertThat(result.record().path("reasons"))
          .filteredOn(
              r -> r.path("rule").textValue().matches("fault_injected|activities|rollbacks"))
          .hasSize(3)
          .allSatisfy(r -> assertThat(r.path("finding").textValue()).isEqualTo("held"));
    }
  }
}
