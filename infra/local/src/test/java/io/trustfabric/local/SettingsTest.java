package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir Path folder;

  @Test
  void theCloneIsFoundFromAnyFolderInsideIt() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("infra/local/src"));

    assertThat(Settings.from(inside, Map.of()).root()).isEqualTo(folder);
    assertThat(Settings.from(inside, Map.of()).state()).isEqualTo(folder.resolve(".local"));
  }

  @Test
  void outsideACloneThereIsNothingToRun() {
    assertThatThrownBy(() -> Settings.from(folder, Map.of()))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("not inside a clone");
  }

  @Test
  void theStateFolderCanBeElsewhere() throws IOException {
    Files.createDirectories(folder.resolve("infra/local"));

    assertThat(Settings.from(folder, Map.of("TF_STATE_DIR", "/var/tmp/one")).state())
        .isEqualTo(Path.of("/var/tmp/one"));
  }

  @Test
  void addressesFollowThePorts() throws IOException {
    Files.createDirectories(folder.resolve("infra/local"));
    var settings = Settings.from(folder, Map.of("TF_KEYCLOAK_PORT", "1234"));

    assertThat(settings.issuer()).isEqualTo("http://localhost:1234/realms/trust-fabric");
  }
}
