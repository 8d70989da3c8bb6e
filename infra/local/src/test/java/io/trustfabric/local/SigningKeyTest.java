package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

  @TempDir Path state;

  @Test
  void theKeyIsMadeOnceAndKeptOverARestart() throws IOException {
    String first = Files.readString(SigningKey.in(state));

    assertThat(Files.readString(SigningKey.in(state))).isEqualTo(first);
  }

  @Test
  void itIsAnEd25519KeyThatSaysWhatItIsFor() throws Exception {
    var lines = Files.readAllLines(SigningKey.in(state));

    assertThat(lines.getFirst()).contains("development only");
    var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(2)));
    assertThat(KeyFactory.getInstance("Ed25519").generatePrivate(encoded)).isNotNull();
  }

  @Test
  void onlyTheOwnerReadsIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(SigningKey.in(state))))
        .isEqualTo("rw-------");
  }
}
