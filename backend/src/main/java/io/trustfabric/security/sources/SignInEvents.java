package io.trustfabric.security.sources;

import static io.trustfabric.security.events.SecurityEventType.ANOMALOUS_ACTIVITY;
import static io.trustfabric.security.events.SecurityEventType.CONFIGURATION_CHANGE;
import static io.trustfabric.security.events.SecurityEventType.LOGIN_FAILURE;
import static io.trustfabric.security.events.SecurityEventType.PRIVILEGE_ESCALATION;
import static io.trustfabric.security.events.SecurityEventType.UNAUTHORIZED_ACCESS;
import static io.trustfabric.security.events.Severity.HIGH;
import static io.trustfabric.security.events.Severity.LOW;
import static io.trustfabric.security.events.Severity.MEDIUM;

import io.trustfabric.security.events.SecurityEventReport;
import io.trustfabric.security.events.SecurityEventType;
import io.trustfabric.security.events.Severity;
import io.trustfabric.web.Secrets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Reads Keycloak's user events as security events. A type that has no rule here is none: sign-ins
/// that succeed, sign-outs, tokens, e-mails.
final class SignInEvents {

  /// Failures that happen to everybody: a form left open, a tab from yesterday, a change of mind.
  private static final Set<String> ORDINARY =
      Set.of(
          "already_logged_in",
          "consent_denied",
          "cookie_not_found",
          "expired_code",
          "invalid_authentication_session",
          "not_logged_in",
          "rejected_by_user",
          "session_expired",
          "slow_down",
          "user_session_not_found");

  /// What is kept of an event's details. The others may hold codes, addresses with codes, tokens.
  private static final List<String> KEPT_DETAILS =
      List.of(
          "auth_method",
          "auth_type",
          "credential_type",
          "custom_required_action",
          "grant_type",
          "identity_provider",
          "impersonator",
          "impersonator_realm",
          "num_failures",
          "reason");

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          // Somebody could not prove to be who they say
          storm("LOGIN_ERROR", LOGIN_FAILURE, LOW, "Sign-in failed"),
          storm(
              "IDENTITY_PROVIDER_LOGIN_ERROR",
              LOGIN_FAILURE,
              LOW,
              "Sign-in by another provider failed"),
          storm(
              "IDENTITY_PROVIDER_FIRST_LOGIN_ERROR",
              LOGIN_FAILURE,
              LOW,
              "Sign-in by another provider failed"),
          storm("RESET_PASSWORD_ERROR", LOGIN_FAILURE, LOW, "Reset of a password failed"),
          storm("UPDATE_PASSWORD_ERROR", LOGIN_FAILURE, LOW, "Change of a password failed"),
          storm("UPDATE_CREDENTIAL_ERROR", LOGIN_FAILURE, LOW, "Change of a credential failed"),
          storm("CLIENT_LOGIN_ERROR", LOGIN_FAILURE, MEDIUM, "Sign-in of a client failed"),
          storm(
              "USER_DISABLED_BY_TEMPORARY_LOCKOUT",
              LOGIN_FAILURE,
              HIGH,
              "Account locked for a while after failed sign-ins"),
          storm(
              "USER_DISABLED_BY_PERMANENT_LOCKOUT",
              LOGIN_FAILURE,
              HIGH,
              "Account locked for good after failed sign-ins"),
          // A code or token was refused
          storm("CODE_TO_TOKEN_ERROR", UNAUTHORIZED_ACCESS, MEDIUM, "Sign-in code refused"),
          storm("REFRESH_TOKEN_ERROR", UNAUTHORIZED_ACCESS, LOW, "Refresh token refused"),
          storm("TOKEN_EXCHANGE_ERROR", UNAUTHORIZED_ACCESS, MEDIUM, "Token exchange refused"),
          storm(
              "OAUTH2_DEVICE_VERIFY_USER_CODE_ERROR",
              UNAUTHORIZED_ACCESS,
              MEDIUM,
              "Device code refused"),
          storm(
              "OAUTH2_DEVICE_CODE_TO_TOKEN_ERROR", UNAUTHORIZED_ACCESS, LOW, "Device code refused"),
          storm("JWT_AUTHORIZATION_GRANT_ERROR", UNAUTHORIZED_ACCESS, MEDIUM, "Assertion refused"),
          storm("OAUTH2_EXTENSION_GRANT_ERROR", UNAUTHORIZED_ACCESS, MEDIUM, "Grant refused"),
          storm("PERMISSION_TOKEN_ERROR", UNAUTHORIZED_ACCESS, LOW, "Permission refused"),
          storm("USER_INFO_REQUEST_ERROR", UNAUTHORIZED_ACCESS, LOW, "Access token refused"),
          storm("INTROSPECT_TOKEN_ERROR", UNAUTHORIZED_ACCESS, LOW, "Introspection refused"),
          storm(
              "IDENTITY_PROVIDER_RETRIEVE_TOKEN_ERROR",
              UNAUTHORIZED_ACCESS,
              MEDIUM,
              "Another provider's token refused"),
          storm(
              "EXECUTE_ACTION_TOKEN_ERROR",
              UNAUTHORIZED_ACCESS,
              LOW,
              "Link from an e-mail refused"),
          storm("INVALID_SIGNATURE", ANOMALOUS_ACTIVITY, MEDIUM, "Signature not valid"),
          storm("INVALID_SIGNATURE_ERROR", ANOMALOUS_ACTIVITY, MEDIUM, "Signature not valid"),
          // How an account proves itself has changed
          once("UPDATE_PASSWORD", CONFIGURATION_CHANGE, LOW, "Password changed"),
          once("UPDATE_TOTP", CONFIGURATION_CHANGE, LOW, "Second factor set up"),
          once("REMOVE_TOTP", CONFIGURATION_CHANGE, MEDIUM, "Second factor removed"),
          once("UPDATE_CREDENTIAL", CONFIGURATION_CHANGE, LOW, "Credential changed"),
          once("REMOVE_CREDENTIAL", CONFIGURATION_CHANGE, MEDIUM, "Credential removed"),
          once("UPDATE_EMAIL", CONFIGURATION_CHANGE, LOW, "E-mail address changed"),
          once(
              "FEDERATED_IDENTITY_LINK",
              CONFIGURATION_CHANGE,
              MEDIUM,
              "Account linked to another provider"),
          once(
              "FEDERATED_IDENTITY_OVERRIDE_LINK",
              CONFIGURATION_CHANGE,
              MEDIUM,
              "Account linked to another provider"),
          once(
              "REMOVE_FEDERATED_IDENTITY",
              CONFIGURATION_CHANGE,
              LOW,
              "Link to another provider removed"),
          once("DELETE_ACCOUNT", CONFIGURATION_CHANGE, MEDIUM, "Account deleted by its owner"),
          // Somebody acts as somebody else
          once(
              "IMPERSONATE",
              PRIVILEGE_ESCALATION,
              HIGH,
              "Administrator signed in as another person"),
          storm(
              "IMPERSONATE_ERROR",
              PRIVILEGE_ESCALATION,
              MEDIUM,
              "Sign-in as another person refused"),
          // Clients that register themselves
          once("CLIENT_REGISTER", CONFIGURATION_CHANGE, MEDIUM, "Client registered itself"),
          once("CLIENT_UPDATE", CONFIGURATION_CHANGE, MEDIUM, "Client changed itself"),
          once("CLIENT_DELETE", CONFIGURATION_CHANGE, MEDIUM, "Client deleted itself"),
          storm(
              "CLIENT_REGISTER_ERROR",
              UNAUTHORIZED_ACCESS,
              MEDIUM,
              "Registration of a client refused"),
          storm("CLIENT_UPDATE_ERROR", UNAUTHORIZED_ACCESS, MEDIUM, "Change of a client refused"),
          storm(
              "CLIENT_DELETE_ERROR", UNAUTHORIZED_ACCESS, MEDIUM, "Deletion of a client refused"));

  /// What a type means.
  ///
  /// @param repeats whether the same by the same account from the same address is one event while
  ///   that is open
  private record Rule(SecurityEventType type, Severity severity, String title, boolean repeats) {}

  private SignInEvents() {}

  /// The types that have a rule.
  static Collection<String> types() {
    return RULES.keySet();
  }

  static Optional<SecurityEventReport> report(KeycloakEvent event, Instant now) {
    var type = Objects.requireNonNullElse(event.text("type"), "");
    var error = Objects.requireNonNullElse(event.text("error"), "");
    var rule = RULES.get(type);
    if (rule == null || ORDINARY.contains(error) || isSaidTwice(event, type)) {
      return Optional.empty();
    }
    var actor = actor(event);
    var address = Foreign.address(event.text("ipAddress"));
    return Optional.of(
        new SecurityEventReport(
            rule.type(),
            severity(rule, error, event),
            Foreign.text(title(rule, actor, error), 300),
            null,
            "keycloak",
            address,
            Foreign.text(actor, 300),
            Foreign.text(resource(event), 500),
            Foreign.time(event.at(), now),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            rule.repeats()
                ? Foreign.fingerprint(
                    "keycloak", type.toLowerCase(Locale.ROOT), account(event), address)
                : null,
            null,
            metadata(event)));
  }

  /// Keycloak writes the change of a password or one-time code under its old name and, beside it,
  /// under the new one.
  private static boolean isSaidTwice(KeycloakEvent event, String type) {
    var credential = event.textAt("/details/credential_type");
    return Set.of("UPDATE_CREDENTIAL", "REMOVE_CREDENTIAL").contains(type)
        && ("otp".equals(credential)
            || "password".equals(credential) && type.equals("UPDATE_CREDENTIAL"));
  }

  private static Severity severity(Rule rule, String error, KeycloakEvent event) {
    return switch (error) {
      // Somebody goes on although the account is closed to them
      case "user_disabled", "user_temporarily_disabled", "client_disabled" -> max(rule, MEDIUM);
      // The one sign of a stolen refresh token: it comes a second time
      case "invalid_token" -> isReuse(event) ? max(rule, HIGH) : rule.severity();
      default -> rule.severity();
    };
  }

  private static boolean isReuse(KeycloakEvent event) {
    var reason = event.textAt("/details/reason");
    return reason != null && reason.toLowerCase(Locale.ROOT).contains("reuse");
  }

  private static Severity max(Rule rule, Severity other) {
    return rule.severity().compareTo(other) >= 0 ? rule.severity() : other;
  }

  private static String title(Rule rule, String actor, String error) {
    var who = actor == null ? "" : " (" + actor + ")";
    return rule.title() + who + (error.isEmpty() ? "" : ": " + spoken(error));
  }

  private static String spoken(String error) {
    return switch (error) {
      case "invalid_user_credentials" -> "wrong password or code";
      case "user_not_found" -> "no such account";
      case "user_disabled" -> "the account is disabled";
      case "user_temporarily_disabled" -> "the account is locked for a while";
      case "invalid_client_credentials" -> "wrong secret";
      case "client_not_found" -> "no such client";
      default -> error.replace('_', ' ');
    };
  }

  /// The account in the words of whoever typed it, else its id, else the client. People now and
  /// then type their password where the name goes: what looks like a secret is not kept.
  private static String actor(KeycloakEvent event) {
    if (impersonator(event) != null) {
      return impersonator(event);
    }
    var name = event.textAt("/details/username");
    if (name != null && Secrets.looksLikeOne(name)) {
      name = null;
    }
    return name != null
        ? name
        : Objects.requireNonNullElseGet(
            event.text("userId"),
            () -> Objects.requireNonNullElse(event.text("clientId"), "nobody"));
  }

  /// What the account was used on: a client, or with an impersonation the account taken over.
  private static String resource(KeycloakEvent event) {
    return impersonator(event) == null ? event.text("clientId") : event.text("userId");
  }

  private static String impersonator(KeycloakEvent event) {
    return event.textAt("/details/impersonator");
  }

  private static String account(KeycloakEvent event) {
    return Objects.requireNonNullElseGet(
        event.text("userId"), () -> actor(event).toLowerCase(Locale.ROOT));
  }

  private static Map<String, Object> metadata(KeycloakEvent event) {
    var kept = new LinkedHashMap<String, Object>();
    kept.put("eventId", Foreign.text(event.id(), 100));
    for (var field : List.of("type", "realmId", "clientId", "userId", "error")) {
      put(kept, field, event.text(field));
    }
    kept.put("time", event.at().toString());
    for (var detail : KEPT_DETAILS) {
      put(kept, detail, event.textAt("/details/" + detail));
    }
    return Map.of("keycloak", kept);
  }

  private static void put(Map<String, Object> kept, String name, String value) {
    if (value != null && !Secrets.isCertain(value)) {
      kept.put(name, Foreign.text(value, 300));
    }
  }

  private static Map.Entry<String, Rule> storm(
      String type, SecurityEventType means, Severity severity, String title) {
    return Map.entry(type, new Rule(means, severity, title, true));
  }

  private static Map.Entry<String, Rule> once(
      String type, SecurityEventType means, Severity severity, String title) {
    return Map.entry(type, new Rule(means, severity, title, false));
  }
}
