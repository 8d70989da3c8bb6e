package io.trustfabric.web;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// An auditor's grant ends: the role `auditor` counts only until the instant in the claim
/// `auditor_until`, and not at all without it.
@ApplicationScoped
public class AuditorGrant implements SecurityIdentityAugmentor {

  private static final String UNTIL = "auditor_until";

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (!identity.hasRole(Roles.AUDITOR) || stillRuns(identity)) {
      return Uni.createFrom().item(identity);
    }
    var roles = new HashSet<>(identity.getRoles());
    roles.remove(Roles.AUDITOR);
    var without =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(identity.getPrincipal())
            .addCredentials(identity.getCredentials())
            .addAttributes(identity.getAttributes())
            .addRoles(roles);
    return Uni.createFrom().item(without.build());
  }

  private static boolean stillRuns(SecurityIdentity identity) {
    if (identity.getPrincipal() instanceof JsonWebToken token
        && token.getClaim(UNTIL) instanceof String until) {
      try {
        return Instant.parse(until).isAfter(Instant.now());
      } catch (DateTimeException e) {
        return false;
      }
    }
    return false;
  }
}
