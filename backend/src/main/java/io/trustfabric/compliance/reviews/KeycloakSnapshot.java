package io.trustfabric.compliance.reviews;

import static io.trustfabric.identity.KeycloakAdmin.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.identity.KeycloakAdmin;
import io.trustfabric.record.Conflict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// One reading of a realm. A permission is a realm's role (`admin`), a client's role
/// (`realm-management/view-users`) or a group (`/finance`). Those that a group or a composite role
/// brings along are there too: they are what the account can do. Disabled accounts can do nothing
/// and are left out, and so is what the realm gives to everybody.
final class KeycloakSnapshot {

  private static final int PAGE = 100;
  private static final int MOST_LEVELS = 10;

  /// However long Keycloak takes for one answer, nobody waits longer for all. With what revocations
  /// take this is less than a transaction may be idle for.
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final KeycloakAdmin keycloak;
  private final Instant until = Instant.now().plus(LONGEST);
  private final Map<String, TreeSet<String>> roles = new HashMap<>();
  private final Map<String, TreeSet<String>> groups = new HashMap<>();
  private final Map<String, String> clients = new HashMap<>();

  KeycloakSnapshot(KeycloakAdmin keycloak) {
    this.keycloak = keycloak;
  }

  /// @throws IOException when Keycloak does not give it in time
  List<HeldAccess> read(ReviewType type) throws IOException {
    var issuer = keycloak.issuer();
    for (var client : pages("clients?")) {
      clients.put(client.path("id").asText(), client.path("clientId").asText());
    }
    return switch (type) {
      case USER_ACCESS -> people(issuer);
      case SERVICE_ACCOUNTS -> machines(issuer);
      case ROLE_PERMISSIONS -> realmRoles(issuer);
      case API_KEYS -> List.of();
    };
  }

  private List<HeldAccess> people(String issuer) throws IOException {
    var accounts = new ArrayList<HeldAccess>();
    for (var user : pages("users?briefRepresentation=true&")) {
      var username = user.path("username").asText();
      if (user.path("enabled").asBoolean() && !username.startsWith("service-account-")) {
        accounts.add(account(issuer, user, name(user), null));
      }
    }
    return accounts;
  }

  private List<HeldAccess> machines(String issuer) throws IOException {
    var accounts = new ArrayList<HeldAccess>();
    for (var client : pages("clients?")) {
      if (client.path("serviceAccountsEnabled").asBoolean() && client.path("enabled").asBoolean()) {
        var user =
            keycloak.find(
                "clients/" + encoded(client.path("id").asText()) + "/service-account-user");
        if (user != null && user.path("enabled").asBoolean()) {
          accounts.add(
              account(
                  issuer,
                  user,
                  client.path("clientId").asText(),
                  text(client.path("attributes"), "owner")));
        }
      }
    }
    return accounts;
  }

  private List<HeldAccess> realmRoles(String issuer) throws IOException {
    var accounts = new ArrayList<HeldAccess>();
    for (var role : pages("roles?briefRepresentation=true&")) {
      var brings = role.path("composite").asBoolean() ? broughtBy(role, 0) : new TreeSet<String>();
      accounts.add(
          new HeldAccess(
              issuer,
              role.path("id").asText(),
              null,
              null,
              null,
              role.path("name").asText(),
              null,
              List.copyOf(brings),
              null));
    }
    return accounts;
  }

  private HeldAccess account(String issuer, JsonNode user, String name, String owner)
      throws IOException {
    checkTime();
    var id = user.path("id").asText();
    var held = new TreeSet<String>();
    var mappings = keycloak.find("users/" + encoded(id) + "/role-mappings");
    if (mappings != null) {
      held.addAll(mapped(mappings));
    }
    var memberships = keycloak.find("users/%s/groups?first=0&max=1000".formatted(encoded(id)));
    if (memberships != null) {
      for (var group : memberships) {
        held.addAll(inGroup(group.path("id").asText(), 0));
      }
    }
    return new HeldAccess(
        issuer,
        id,
        text(user, "email"),
        text(user, "username"),
        owner,
        name,
        null,
        List.copyOf(held),
        null);
  }

  private TreeSet<String> mapped(JsonNode mappings) throws IOException {
    var held = new TreeSet<String>();
    for (var role : mappings.path("realmMappings")) {
      held.addAll(withComposites(role, "", 0));
    }
    for (var client : mappings.path("clientMappings")) {
      for (var role : client.path("mappings")) {
        held.addAll(withComposites(role, client.path("client").asText() + "/", 0));
      }
    }
    return held;
  }

  /// A role and all that it brings along.
  private TreeSet<String> withComposites(JsonNode role, String prefix, int level)
      throws IOException {
    var name = prefix + role.path("name").asText();
    var held = new TreeSet<String>();
    if (isForEverybody(name)) {
      return held;
    }
    held.add(name);
    if (!role.path("composite").asBoolean() || level > MOST_LEVELS) {
      return held;
    }
    held.addAll(broughtBy(role, level));
    return held;
  }

  private TreeSet<String> broughtBy(JsonNode role, int level) throws IOException {
    var id = role.path("id").asText();
    if (!roles.containsKey(id)) {
      checkTime();
      var brings = new TreeSet<String>();
      for (var part : keycloak.get("roles-by-id/" + encoded(id) + "/composites")) {
        var of =
            part.path("clientRole").asBoolean()
                ? clients.getOrDefault(part.path("containerId").asText(), "?") + "/"
                : "";
        brings.addAll(withComposites(part, of, level + 1));
      }
      roles.put(id, brings);
    }
    return roles.get(id);
  }

  /// A group, those it lies in, and the roles of all of them.
  private TreeSet<String> inGroup(String id, int level) throws IOException {
    if (!groups.containsKey(id)) {
      checkTime();
      var group = keycloak.get("groups/" + encoded(id));
      var held = mapped(keycloak.get("groups/" + encoded(id) + "/role-mappings"));
      held.add(group.path("path").asText());
      if (text(group, "parentId") != null && level < MOST_LEVELS) {
        held.addAll(inGroup(text(group, "parentId"), level + 1));
      }
      groups.put(id, held);
    }
    return groups.get(id);
  }

  private static boolean isForEverybody(String role) {
    return role.startsWith("default-roles-");
  }

  private List<JsonNode> pages(String path) throws IOException {
    var all = new ArrayList<JsonNode>();
    while (true) {
      checkTime();
      var page = keycloak.get("%sfirst=%d&max=%d".formatted(path, all.size(), PAGE));
      page.forEach(all::add);
      if (page.size() < PAGE) {
        return all;
      }
      if (all.size() > Populations.MOST) {
        throw new Conflict(
            "Keycloak holds more than %,d of these; review them in parts, with the items given."
                .formatted(Populations.MOST));
      }
    }
  }

  private void checkTime() throws IOException {
    if (Instant.now().isAfter(until)) {
      throw new IOException("the snapshot takes longer than " + LONGEST);
    }
  }

  private static String name(JsonNode user) {
    var name = (user.path("firstName").asText() + " " + user.path("lastName").asText()).strip();
    return name.isEmpty() ? null : name;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).isTextual() && !node.path(field).asText().isBlank()
        ? node.path(field).asText()
        : null;
  }
}
