package io.trustfabric.ledger.anchors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where checkpoints are kept off this machine: `trust-fabric.anchors.vault.kind=s3`.
@ConfigMapping(prefix = "trust-fabric.anchors")
public interface AnchorsConfig {

  /// By name, which is told to who asks.
  @WithParentName
  Map<String, Place> places();

  /// One place.
  interface Place {

    /// `file`, `s3` or `witness`.
    String kind();

    /// Of a `file`: an existing folder, on another machine's disk.
    Optional<Path> folder();

    /// Of an `s3`: the store's address; the bucket follows in the path. Of a `witness`: its
    /// submission prefix.
    Optional<URI> url();

    Optional<String> bucket();

    /// What the names of objects begin with: `trust-fabric/`.
    Optional<String> prefix();

    Optional<String> region();

    Optional<String> accessKey();

    Optional<String> secretKey();

    /// Of a `witness`: its key, `name+hash+key`.
    Optional<String> verifierKey();
  }
}
