package io.trustfabric.compliance.reviews;

import static io.trustfabric.identity.KeycloakAdmin.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.identity.KeycloakAccess;
import io.trustfabric.identity.KeycloakAdmin;
import io.trustfabric.record.Conflict;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Takes away in Keycloak what a review has revoked: roles given to the account itself, and its
/// groups. Two clients do it: `manage-users` takes roles away and does not see them, the viewing
/// one sees. Doing it twice does no harm, and whether it is gone is proved by a snapshot, not by
/// this.
@ApplicationScoped
public class KeycloakRevocations {

  private static final Logger LOG = Logger.getLogger(KeycloakRevocations.class);

  /// What is not carried out by then waits for the next time.
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final Optional<KeycloakAccess> access;
  private final Optional<KeycloakAccess> viewing;

  KeycloakRevocations(KeycloakReviewsConfig config) {
    this.access =
        KeycloakReviewsConfig.access(
            config, config.manager().clientId(), config.manager().clientSecret());
    this.viewing =
        KeycloakReviewsConfig.access(
            config, config.snapshots().clientId(), config.snapshots().clientSecret());
  }

  /// How it went.
  ///
  /// @param applied items that Keycloak was told of
  /// @param notApplied items of another provider, of a modify that says not to what, that Keycloak
  ///   refused, or that there was no time for
  record Outcome(int applied, int notApplied) {}

  /// @throws Conflict where this is not allowed by the configuration, or Keycloak cannot do it
  void check(ReviewType type) {
    if (access.isEmpty()) {
      throw new Conflict(
          "No client that may change Keycloak's accounts is configured (keycloak-manager is off);"
              + " carry the revocations out there and take a snapshot.");
    }
    if (viewing.isEmpty()) {
      throw new Conflict("No client that may read Keycloak's accounts is configured.");
    }
    if (type != ReviewType.USER_ACCESS && type != ReviewType.SERVICE_ACCOUNTS) {
      throw new Conflict(
          "Only what accounts hold is taken away in Keycloak, not what roles bring.");
    }
  }

  /// Carries out what is pending of these items.
  ///
  /// @throws Refusal 503 when Keycloak does not answer at all
  Outcome carryOut(List<AccessReviewItem> items) {
    var until = Instant.now().plus(LONGEST);
    var applied = 0;
    try (var keycloak = new KeycloakAdmin(access.orElseThrow());
        var seen = new KeycloakAdmin(viewing.orElseThrow())) {
      var issuer = keycloak.issuer();
      for (var item : items) {
        if (issuer.equals(item.issuer)
            && !item.toRemove().isEmpty()
            && Instant.now().isBefore(until)
            && isTakenAway(keycloak, seen, item)) {
          applied++;
        }
      }
    } catch (IOException e) {
      LOG.warnf("no revocation by %s: %s", access.orElseThrow(), e.getMessage());
      throw Refusal.of(Problem.Kind.UNAVAILABLE, "Keycloak does not take revocations.");
    }
    return new Outcome(applied, items.size() - applied);
  }

  private static boolean isTakenAway(
      KeycloakAdmin keycloak, KeycloakAdmin seen, AccessReviewItem item) {
    try {
      takeAway(keycloak, seen, "users/" + encoded(item.subject), item.toRemove());
      return true;
    } catch (IOException e) {
      LOG.warnf("item %s is not revoked: %s", item.id, e.getMessage());
      return false;
    }
  }

  private static void takeAway(
      KeycloakAdmin keycloak, KeycloakAdmin seen, String user, Set<String> permissions)
      throws IOException {
    var mappings = seen.find(user + "/role-mappings");
    if (mappings == null) {
      return;
    }
    delete(
        keycloak, user + "/role-mappings/realm", mappings.path("realmMappings"), "", permissions);
    for (var client : mappings.path("clientMappings")) {
      delete(
          keycloak,
          user + "/role-mappings/clients/" + encoded(client.path("id").asText()),
          client.path("mappings"),
          client.path("client").asText() + "/",
          permissions);
    }
    for (var group : seen.get(user + "/groups?first=0&max=1000")) {
      if (permissions.contains(group.path("path").asText())) {
        keycloak.delete(user + "/groups/" + encoded(group.path("id").asText()), null);
      }
    }
  }

  private static void delete(
      KeycloakAdmin keycloak, String path, JsonNode held, String prefix, Set<String> permissions)
      throws IOException {
    var gone = JsonNodeFactory.instance.arrayNode();
    for (var role : held) {
      if (permissions.contains(prefix + role.path("name").asText())) {
        gone.addObject()
            .put("id", role.path("id").asText())
            .put("name", role.path("name").asText());
      }
    }
    if (!gone.isEmpty()) {
      keycloak.delete(path, gone);
    }
  }
}
