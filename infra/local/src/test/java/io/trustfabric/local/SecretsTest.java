package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir Path state;

  @Test
  void aSecretIsKeptOverARestart() {
    String first = Secrets.in(state).secret("event-ingest");

    assertThat(first).hasSize(32);
    assertThat(Secrets.in(state).secret("event-ingest")).isEqualTo(first);
  }

  @Test
  void twoSecretsDiffer() {
    var secrets = Secrets.in(state);

    assertThat(secrets.secret("a")).isNotEqualTo(secrets.secret("b"));
    assertThat(secrets.password("a")).isNotEqualTo(secrets.password("b"));
  }

  @Test
  void aPasswordCanBeTyped() {
    assertThat(Secrets.in(state).password("vera"))
        .matches("([b-z][aeiou]){2}-([b-z][aeiou]){2}-([b-z][aeiou]){2}-\\d{4}");
  }

  @Test
  void onlyTheOwnerReadsThem() throws IOException {
    Secrets.in(state).secret("a");

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(state.resolve("secrets.json"))))
        .isEqualTo("rw-------");
  }
}
