package io.trustfabric.compliance.reviews;

import io.trustfabric.identity.KeycloakAccess;
import io.trustfabric.identity.KeycloakAdmin;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Who may do what, as Keycloak's admin API says.
@ApplicationScoped
public class KeycloakDirectory {

  private static final Logger LOG = Logger.getLogger(KeycloakDirectory.class);

  private final Optional<KeycloakAccess> access;

  KeycloakDirectory(KeycloakReviewsConfig config) {
    this.access =
        KeycloakReviewsConfig.access(
            config, config.snapshots().clientId(), config.snapshots().clientSecret());
  }

  /// A snapshot of what a review of this type is about.
  ///
  /// @throws Invalid where Keycloak knows nothing of that
  /// @throws Conflict where no client is configured, or there is nothing or too much
  /// @throws Refusal 503 when Keycloak does not answer as it should
  List<HeldAccess> read(ReviewType type) {
    if (type == ReviewType.API_KEYS) {
      throw Invalid.field("/source", "Keycloak holds no API keys; give the items");
    }
    if (access.isEmpty()) {
      throw new Conflict("No client that may read Keycloak's accounts is configured.");
    }
    try (var keycloak = new KeycloakAdmin(access.get())) {
      var accounts = new KeycloakSnapshot(keycloak).read(type);
      if (accounts.isEmpty()) {
        throw new Conflict("Keycloak holds nothing of this kind.");
      }
      return accounts;
    } catch (IOException e) {
      LOG.warnf("no snapshot by %s: %s", access.get(), e.getMessage());
      throw Refusal.of(Problem.Kind.UNAVAILABLE, "Keycloak does not give a snapshot.");
    }
  }
}
