package io.trustfabric.ledger.anchors;

import io.quarkus.runtime.StartupEvent;
import io.trustfabric.ledger.seal.VerifierKey;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The configured places.
@ApplicationScoped
public class Anchors {

  private final AnchorsConfig config;
  private final Http http = new Http();
  private List<Anchor> all = List.of();

  Anchors(AnchorsConfig config) {
    this.config = config;
  }

  /// @throws IllegalStateException when one is not configured as its kind needs
  void read(@Observes @Priority(1) StartupEvent event) {
    all =
        config.places().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(place -> anchor(place.getKey(), place.getValue()))
            .toList();
  }

  List<Anchor> all() {
    return all;
  }

  private Anchor anchor(String name, AnchorsConfig.Place place) {
    return switch (place.kind()) {
      case "file" -> new FileAnchor(name, needed(name, "folder", place.folder()));
      case "s3" -> new S3Anchor(name, bucket(name, place), signature(name, place), http);
      case "witness" -> new WitnessAnchor(name, address(name, place), key(name, place), http);
      default -> throw bad(name, "kind", "is none of file, s3, witness");
    };
  }

  private static URI bucket(String name, AnchorsConfig.Place place) {
    var bucket = needed(name, "bucket", place.bucket());
    return URI.create(address(name, place) + "/" + bucket + "/" + place.prefix().orElse(""));
  }

  private static SignatureV4 signature(String name, AnchorsConfig.Place place) {
    return new SignatureV4(
        needed(name, "access-key", place.accessKey()),
        needed(name, "secret-key", place.secretKey()),
        place.region().orElse("us-east-1"));
  }

  private static VerifierKey key(String name, AnchorsConfig.Place place) {
    try {
      var key = VerifierKey.parse(needed(name, "verifier-key", place.verifierKey()));
      if (key.type() == VerifierKey.COSIGNATURE) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw bad(name, "verifier-key", "is no key of a witness");
  }

  private static URI address(String name, AnchorsConfig.Place place) {
    var url = needed(name, "url", place.url());
    if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())
        || url.getHost() == null
        || url.getRawUserInfo() != null) {
      throw bad(name, "url", "is no http or https address without credentials");
    }
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }

  private static <T> T needed(String name, String property, Optional<T> value) {
    return value.orElseThrow(() -> bad(name, property, "is missing"));
  }

  private static IllegalStateException bad(String name, String property, String message) {
    return new IllegalStateException(
        "trust-fabric.anchors.%s.%s %s.".formatted(name, property, message));
  }
}
