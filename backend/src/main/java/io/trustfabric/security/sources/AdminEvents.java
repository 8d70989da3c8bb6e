package io.trustfabric.security.sources;

import static io.trustfabric.security.events.SecurityEventType.CONFIGURATION_CHANGE;
import static io.trustfabric.security.events.SecurityEventType.PRIVILEGE_ESCALATION;
import static io.trustfabric.security.events.SecurityEventType.UNAUTHORIZED_ACCESS;
import static io.trustfabric.security.events.Severity.HIGH;
import static io.trustfabric.security.events.Severity.LOW;
import static io.trustfabric.security.events.Severity.MEDIUM;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.trustfabric.security.events.SecurityEventReport;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads Keycloak's admin events as security events. Of the changed object only the names of its
/// fields are kept, and the names of roles that were given or taken: its values may be secrets.
final class AdminEvents {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Roles with which one can give oneself any other: those of Keycloak and ours.
  private static final Pattern POWERFUL =
      Pattern.compile("admin|realm-admin|create-realm|create-client|impersonation|manage-.*");

  private static final int MOST_NAMES = 50;

  /// What a change means.
  private record Meaning(SecurityEventType type, Severity severity, String title) {}

  private AdminEvents() {}

  static Optional<SecurityEventReport> report(KeycloakEvent event, Instant now) {
    var operation = Objects.requireNonNullElse(event.text("operationType"), "");
    var resource = Objects.requireNonNullElse(event.text("resourceType"), "");
    var path = Objects.requireNonNullElse(event.text("resourcePath"), "");
    var names = roleNames(event);
    var meaning = meaning(event, operation, resource, path, names);
    if (meaning == null) {
      return Optional.empty();
    }
    return Optional.of(
        new SecurityEventReport(
            meaning.type(),
            meaning.severity(),
            Foreign.text(meaning.title(), 300),
            null,
            "keycloak",
            Foreign.address(event.textAt("/authDetails/ipAddress")),
            Foreign.text(event.textAt("/authDetails/userId"), 300),
            path.isEmpty() ? null : Foreign.text(path, 500),
            Foreign.time(event.at(), now),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            metadata(event, names)));
  }

  private static Meaning meaning(
      KeycloakEvent event, String operation, String resource, String path, List<String> names) {
    if (event.text("error") != null) {
      return new Meaning(UNAUTHORIZED_ACCESS, MEDIUM, "Refused: " + spoken(operation, resource));
    }
    return switch (resource) {
      // Sign-outs by an administrator
      case "USER_SESSION", "CLUSTER_NODE" -> null;
      case "REALM_ROLE_MAPPING", "CLIENT_ROLE_MAPPING" -> mapping(operation, names);
      case "GROUP_MEMBERSHIP" ->
          operation.equals("DELETE")
              ? change(LOW, "Person taken out of a group")
              : new Meaning(PRIVILEGE_ESCALATION, MEDIUM, "Person put into a group");
      case "USER" -> user(operation, path);
      case "REALM_ROLE", "CLIENT_ROLE" ->
          path.contains("/composites") && !operation.equals("DELETE")
              ? new Meaning(PRIVILEGE_ESCALATION, HIGH, "Role made to include others")
              : change(MEDIUM, spoken(operation, resource));
      case "USER_LOGIN_FAILURE" -> change(LOW, "Lock after failed sign-ins lifted");
      case "CLIENT" ->
          path.endsWith("/client-secret")
              ? change(MEDIUM, "Secret of a client renewed")
              : change(MEDIUM, spoken(operation, resource));
      case "GROUP",
          "USER_PROFILE",
          "ORGANIZATION",
          "ORGANIZATION_MEMBERSHIP",
          "ORGANIZATION_GROUP",
          "ORGANIZATION_GROUP_MEMBERSHIP" ->
          change(operation.equals("DELETE") ? MEDIUM : LOW, spoken(operation, resource));
      // Realms, clients, flows, providers, keys, policies, and what later versions add
      default -> change(MEDIUM, spoken(operation, resource));
    };
  }

  /// Roles given are an escalation; which roles stands in the representation, and where that is not
  /// logged it may be any.
  private static Meaning mapping(String operation, List<String> names) {
    var which = names.isEmpty() ? "" : ": " + String.join(", ", names);
    if (operation.equals("DELETE")) {
      return change(MEDIUM, "Role taken away" + which);
    }
    var powerful = names.isEmpty() || names.stream().anyMatch(n -> POWERFUL.matcher(n).matches());
    return new Meaning(PRIVILEGE_ESCALATION, powerful ? HIGH : MEDIUM, "Role given" + which);
  }

  private static Meaning user(String operation, String path) {
    if (path.endsWith("/reset-password")) {
      return change(MEDIUM, "Password of an account set by an administrator");
    }
    if (path.contains("/credentials/")) {
      return change(MEDIUM, "Credential of an account changed by an administrator");
    }
    if (path.endsWith("/impersonation")) {
      return new Meaning(PRIVILEGE_ESCALATION, HIGH, "Administrator signed in as another person");
    }
    if (path.endsWith("/logout")) {
      return null;
    }
    return switch (operation) {
      case "CREATE" -> change(LOW, "Account created");
      case "DELETE" -> change(MEDIUM, "Account deleted");
      default -> change(LOW, "Account changed");
    };
  }

  private static Meaning change(Severity severity, String title) {
    return new Meaning(CONFIGURATION_CHANGE, severity, title);
  }

  private static String spoken(String operation, String resource) {
    var verb =
        switch (operation) {
          case "CREATE" -> "created";
          case "UPDATE" -> "changed";
          case "DELETE" -> "deleted";
          default -> "acted on";
        };
    var what = resource.toLowerCase(Locale.ROOT).replace('_', ' ');
    return "Keycloak's %s %s".formatted(what.isEmpty() ? "settings" : what, verb);
  }

  private static Map<String, Object> metadata(KeycloakEvent event, List<String> names) {
    var kept = new LinkedHashMap<String, Object>();
    kept.put("eventId", Foreign.text(event.id(), 100));
    for (var field : List.of("operationType", "resourceType", "realmId", "error")) {
      if (event.text(field) != null) {
        kept.put(field, Foreign.text(event.text(field), 300));
      }
    }
    kept.put("time", event.at().toString());
    if (event.textAt("/authDetails/clientId") != null) {
      kept.put("clientId", Foreign.text(event.textAt("/authDetails/clientId"), 300));
    }
    if (!names.isEmpty()) {
      kept.put("roles", names);
    }
    var fields = fields(representation(event));
    if (!fields.isEmpty()) {
      kept.put("fields", fields);
    }
    return Map.of("keycloak", kept);
  }

  private static List<String> roleNames(KeycloakEvent event) {
    var names = new ArrayList<String>();
    var resource = event.text("resourceType");
    if (resource != null && resource.endsWith("ROLE_MAPPING")) {
      for (var role : representation(event)) {
        if (role.path("name").isTextual() && names.size() < MOST_NAMES) {
          names.add(Foreign.text(role.path("name").textValue(), 100));
        }
      }
    }
    return names;
  }

  private static List<String> fields(JsonNode representation) {
    return representation.properties().stream()
        .map(property -> Foreign.text(property.getKey(), 100))
        .sorted()
        .limit(MOST_NAMES)
        .toList();
  }

  /// What the object is now, as far as Keycloak logs it.
  private static JsonNode representation(KeycloakEvent event) {
    var text = event.text("representation");
    try {
      return text == null ? MissingNode.getInstance() : MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
