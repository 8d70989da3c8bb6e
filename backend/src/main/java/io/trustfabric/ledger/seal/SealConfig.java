package io.trustfabric.ledger.seal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Under which name and by which key this ledger is sealed.
@ConfigMapping(prefix = "trust-fabric.seal")
public interface SealConfig {

  /// The ledger's name in its checkpoints, unique in the world and for ever: the API's address
  /// without scheme, such as `trust.example.com/api/audit`.
  Optional<String> origin();

  /// The Ed25519 signing key: PKCS #8 in PEM, or the 32 bytes of its seed in base64.
  Optional<String> key();

  /// A file with the signing key; read at the start.
  Optional<Path> keyFile();

  /// Whether a key that says of itself that it was made for development may sign. Never where
  /// anybody relies on the ledger.
  @WithDefault("false")
  boolean developmentKey();

  /// Shortest time between two checkpoints. At most 1 s.
  @WithDefault("500ms")
  Duration every();
}
