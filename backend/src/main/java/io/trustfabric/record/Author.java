package io.trustfabric.record;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Embeddable;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Who did something: the token's issuer and subject, which identify, and the name shown beside
/// them.
///
/// @param name null where the token named nobody
@Embeddable
@RegisterForReflection
public record Author(
    String issuer, String subject, @Personal @Schema(nullable = true) String name) {

  /// Whether both are the same account; the name plays no part.
  public boolean isSameAs(Author other) {
    return other != null && issuer.equals(other.issuer) && subject.equals(other.subject);
  }
}
