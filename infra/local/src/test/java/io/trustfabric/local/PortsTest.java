package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void everyPortHasAStandardPlace() {
    assertThat(Ports.from(Map.of())).isEqualTo(new Ports(5173, 8080, 9000, 8180, 9180, 5434));
  }

  @Test
  void theEnvironmentMovesAPort() {
    assertThat(Ports.from(Map.of("TF_API_PORT", "18080")).api()).isEqualTo(18_080);
  }

  @Test
  void zeroMeansAnyFreePort() {
    var ports = Ports.from(Map.of("TF_WEB_PORT", "0", "TF_API_PORT", "0"));

    assertThat(ports.web()).isPositive().isNotEqualTo(ports.api());
    assertThat(ports.api()).isPositive();
  }

  @Test
  void freePortsAreAllDifferent() {
    var ports = Ports.free();

    assertThat(
            Set.of(
                ports.web(),
                ports.api(),
                ports.management(),
                ports.keycloak(),
                ports.keycloakManagement(),
                ports.postgres()))
        .hasSize(6);
  }

  @Test
  void aWordIsNoPort() {
    assertThatThrownBy(() -> Ports.from(Map.of("TF_API_PORT", "http")))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("TF_API_PORT")
        .hasMessageContaining("http");
  }

  @Test
  void aBusyPortIsNamedWithTheVariableThatMovesIt() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ports =
          Ports.from(
              Map.of(
                  "TF_WEB_PORT", "0",
                  "TF_API_PORT", Integer.toString(other.getLocalPort()),
                  "TF_MANAGEMENT_PORT", "0"));

      assertThatThrownBy(() -> ports.requireFree(EnumSet.of(Part.BACKEND)))
          .isInstanceOf(LaunchFailure.class)
          .hasMessageContaining("Port " + other.getLocalPort())
          .hasMessageContaining("TF_API_PORT")
          .hasMessageNotContaining("TF_MANAGEMENT_PORT");
      assertThatCode(() -> ports.requireFree(EnumSet.of(Part.WEB))).doesNotThrowAnyException();
    }
  }

  @Test
  void aPortBusyOnEveryInterfaceIsBusyOnLoopback() throws IOException {
    try (var other = new ServerSocket(0)) {
      var ports = Ports.from(Map.of("TF_WEB_PORT", Integer.toString(other.getLocalPort())));

      assertThatThrownBy(() -> ports.requireFree(EnumSet.of(Part.WEB)))
          .hasMessageContaining("TF_WEB_PORT");
    }
  }
}
