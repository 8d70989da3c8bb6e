package io.trustfabric.security.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.security.events.SecurityEventReport;
import jakarta.validation.Validation;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The entries are as Keycloak 26.7 writes them.
class KeycloakMappingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  private static final String SIGN_IN =
      """
      {"id": "30a7c286", "time": 1769853600000, "type": "LOGIN_ERROR", "realmId": "r", "clientId": "trust-fabric-web",
       "userId": "b2c9a307", "ipAddress": "127.0.0.1", "error": "invalid_user_credentials",
       "details": {"auth_method": "openid-connect", "redirect_uri": "http://localhost/auth/callback?code=kept-out",
                   "code_id": "kept-out", "token_id": "kept-out", "username": "vera"}}
      """;

  private static final String ADMIN =
      """
      {"id": "dd087030", "time": 1769853600000, "realmId": "r",
       "authDetails": {"realmId": "master", "clientId": "8c25", "userId": "6ee6", "ipAddress": "127.0.0.1"},
       "operationType": "UPDATE", "resourceType": "CLIENT", "resourcePath": "clients/dc5b",
       "representation": "{\\"clientId\\": \\"kept-out\\", \\"secret\\": \\"kept-out\\"}"}
      """;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          LOGIN_ERROR,                        invalid_user_credentials,   login_failure,        low
          LOGIN_ERROR,                        user_not_found,             login_failure,        low
          LOGIN_ERROR,                        user_disabled,              login_failure,        medium
          LOGIN_ERROR,                        user_temporarily_disabled,  login_failure,        medium
          CLIENT_LOGIN_ERROR,                 invalid_client_credentials, login_failure,        medium
          USER_DISABLED_BY_TEMPORARY_LOCKOUT, ,                           login_failure,        high
          USER_DISABLED_BY_PERMANENT_LOCKOUT, ,                           login_failure,        high
          CODE_TO_TOKEN_ERROR,                invalid_code,               unauthorized_access,  medium
          REFRESH_TOKEN_ERROR,                invalid_token,              unauthorized_access,  low
          UPDATE_PASSWORD,                    ,                           configuration_change, low
          REMOVE_TOTP,                        ,                           configuration_change, medium
          REMOVE_CREDENTIAL,                  ,                           configuration_change, medium
          IMPERSONATE,                        ,                           privilege_escalation, high
          """)
  void a_sign_in_entry_is_an_event(String type, String error, String eventType, String severity) {
    var report = signIn("{\"type\": \"%s\", \"error\": %s}".formatted(type, quoted(error)));
    assertThat(report).isPresent();
    assertSound(report.get());
    assertThat(lower(report.get().eventType())).isEqualTo(eventType);
    assertThat(lower(report.get().severity())).isEqualTo(severity);
    assertThat(report.get().actor()).isEqualTo("vera");
    assertThat(report.get().sourceIp()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOGIN",
        "LOGOUT",
        "CODE_TO_TOKEN",
        "CLIENT_LOGIN",
        "REFRESH_TOKEN",
        "VERIFY_EMAIL",
        "",
        "ADDED_LATER"
      })
  void an_ordinary_entry_is_none(String type) {
    assertThat(signIn("{\"type\": \"%s\", \"error\": null}".formatted(type))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"expired_code", "cookie_not_found", "already_logged_in", "consent_denied"})
  void a_failure_that_happens_to_everybody_is_none(String error) {
    assertThat(signIn("{\"error\": \"%s\"}".formatted(error))).isEmpty();
  }

  @Test
  void every_type_that_is_asked_for_has_a_meaning() {
    assertThat(SignInEvents.types())
        .isNotEmpty()
        .allSatisfy(type -> assertThat(signIn("{\"type\": \"%s\"}".formatted(type))).isPresent());
  }

  @Test
  void a_changed_password_is_said_once_though_keycloak_says_it_twice() {
    var details = "\"details\": {\"credential_type\": \"password\", \"username\": \"vera\"}";
    assertThat(signIn("{\"type\": \"UPDATE_PASSWORD\", \"error\": null, %s}".formatted(details)))
        .isPresent();
    assertThat(signIn("{\"type\": \"UPDATE_CREDENTIAL\", \"error\": null, %s}".formatted(details)))
        .isEmpty();
    assertThat(
            signIn(
                "{\"type\": \"UPDATE_CREDENTIAL\", \"error\": null, \"details\": {\"credential_type\": \"webauthn\"}}"))
        .isPresent();
  }

  @Test
  void a_refresh_token_that_comes_twice_is_a_stolen_one() {
    assertThat(
            signIn(
                """
                {"type": "REFRESH_TOKEN_ERROR", "error": "invalid_token",
                 "details": {"reason": "Maximum allowed refresh token reuse exceeded"}}
                """))
        .get()
        .satisfies(report -> assertThat(lower(report.severity())).isEqualTo("high"));
  }

  @Test
  void who_acts_as_another_person_is_the_actor() {
    var report =
        signIn(
                """
                {"type": "IMPERSONATE", "error": null, "details": {"impersonator": "keycloak-admin"}}
                """)
            .orElseThrow();
    assertThat(report.actor()).isEqualTo("keycloak-admin");
    assertThat(report.resource()).isEqualTo("b2c9a307");
  }

  @Test
  void failures_of_one_account_from_one_address_have_one_fingerprint() {
    var first = signIn("{}").orElseThrow().fingerprint();
    assertThat(first).isEqualTo("keycloak:login_error:b2c9a307:127.0.0.1");
    assertThat(signIn("{\"id\": \"2\", \"error\": \"user_disabled\"}").orElseThrow().fingerprint())
        .isEqualTo(first);
    assertThat(signIn("{\"userId\": \"other\"}").orElseThrow().fingerprint()).isNotEqualTo(first);
    assertThat(signIn("{\"ipAddress\": \"::1\"}").orElseThrow().fingerprint()).isNotEqualTo(first);
    assertThat(signIn("{\"type\": \"UPDATE_PASSWORD\"}").orElseThrow().fingerprint()).isNull();
  }

  @Test
  void codes_and_tokens_are_not_kept() {
    assertThat(signIn("{}").orElseThrow().toString()).doesNotContain("kept-out");
    assertThat(admin("{}").orElseThrow().toString()).doesNotContain("kept-out").contains("secret");
  }

  @Test
  void a_password_typed_where_the_name_goes_is_not_kept() {
    var typed = "x7$Kp!2mQ@9z" + "Lw4";
    var report =
        signIn("{\"userId\": null, \"details\": {\"username\": \"%s\"}}".formatted(typed))
            .orElseThrow();
    assertThat(report.toString()).doesNotContain(typed);
    assertThat(report.actor()).isEqualTo("trust-fabric-web");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          CREATE, REALM_ROLE_MAPPING,  users/1/role-mappings/realm,     privilege_escalation, high
          CREATE, CLIENT_ROLE_MAPPING, users/1/role-mappings/clients/2, privilege_escalation, high
          DELETE, REALM_ROLE_MAPPING,  users/1/role-mappings/realm,     configuration_change, medium
          CREATE, GROUP_MEMBERSHIP,    users/1/groups/2,                privilege_escalation, medium
          CREATE, REALM_ROLE,          roles-by-id/1/composites,        privilege_escalation, high
          CREATE, USER,                users/1,                         configuration_change, low
          DELETE, USER,                users/1,                         configuration_change, medium
          ACTION, USER,                users/1/reset-password,          configuration_change, medium
          ACTION, USER,                users/1/impersonation,           privilege_escalation, high
          UPDATE, CLIENT,              clients/1,                       configuration_change, medium
          ACTION, CLIENT,              clients/1/client-secret,         configuration_change, medium
          UPDATE, REALM,               ,                                configuration_change, medium
          DELETE, GROUP,               groups/1,                        configuration_change, medium
          UPDATE, ADDED_LATER,         new/1,                           configuration_change, medium
          """)
  void what_an_administrator_does_is_an_event(
      String operation, String resource, String path, String eventType, String severity) {
    var report =
        admin(
            """
            {"operationType": "%s", "resourceType": "%s", "resourcePath": %s}
            """
                .formatted(operation, resource, quoted(path)));
    assertThat(report).isPresent();
    assertSound(report.get());
    assertThat(lower(report.get().eventType())).isEqualTo(eventType);
    assertThat(lower(report.get().severity())).isEqualTo(severity);
    assertThat(report.get().actor()).isEqualTo("6ee6");
    assertThat(report.get().fingerprint()).isNull();
  }

  @Test
  void signing_somebody_out_is_none() {
    assertThat(
            admin(
                """
                {"operationType": "ACTION", "resourceType": "USER", "resourcePath": "users/1/logout"}
                """))
        .isEmpty();
    assertThat(admin("{\"resourceType\": \"USER_SESSION\"}")).isEmpty();
  }

  @Test
  void what_was_refused_is_an_event_of_its_own_kind() {
    assertThat(admin("{\"error\": \"not_allowed\"}"))
        .get()
        .satisfies(
            report -> assertThat(lower(report.eventType())).isEqualTo("unauthorized_access"));
  }

  @ParameterizedTest
  @CsvSource({"viewer, medium", "admin, high", "manage-users, high", "realm-admin, high"})
  void a_role_given_is_as_grave_as_the_role(String role, String severity) {
    var report =
        admin(
                """
                {"operationType": "CREATE", "resourceType": "REALM_ROLE_MAPPING",
                 "representation": "[{\\"name\\": \\"%s\\"}]"}
                """
                    .formatted(role))
            .orElseThrow();
    assertThat(lower(report.severity())).isEqualTo(severity);
    assertThat(report.title()).isEqualTo("Role given: " + role);
  }

  @Test
  void odd_text_is_made_fit_to_keep() {
    var report =
        signIn(
                """
                {"clientId": "%s", "ipAddress": "unknown", "error": "a\\u0000b\\uD83D",
                 "details": {"username": "  %s\\n"}, "userId": null}
                """
                    .formatted("c".repeat(2_000), "é ".repeat(1_000)))
            .orElseThrow();
    assertSound(report);
    assertThat(report.sourceIp()).isNull();
    assertThat(report.toString()).doesNotContain("\0").doesNotContain("\uD83D");
  }

  @Test
  void a_clock_far_ahead_is_not_believed() {
    assertThat(signIn("{\"time\": %d}".formatted(at("2026-01-31T10:04:59Z"))).orElseThrow())
        .satisfies(r -> assertThat(r.occurredAt()).isEqualTo("2026-01-31T10:04:59Z"));
    assertThat(signIn("{\"time\": %d}".formatted(at("2026-02-01T10:00:00Z"))).orElseThrow())
        .satisfies(r -> assertThat(r.occurredAt()).isEqualTo(NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\": null}", "{\"time\": null}", "{\"time\": \"now\"}", "{\"time\": 0}"})
  void what_could_not_be_taken_once_is_refused(String fields) {
    assertThatIllegalArgumentException().isThrownBy(() -> entry(SIGN_IN, fields));
  }

  private static Optional<SecurityEventReport> signIn(String fields) {
    return SignInEvents.report(entry(SIGN_IN, fields), NOW);
  }

  private static Optional<SecurityEventReport> admin(String fields) {
    return AdminEvents.report(entry(ADMIN, fields), NOW);
  }

  private static KeycloakEvent entry(String entry, String fields) {
    try {
      var tree = (ObjectNode) JSON.readTree(entry);
      JSON.readTree(fields).properties().forEach(f -> tree.set(f.getKey(), f.getValue()));
      return KeycloakEvent.of(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + fields, e);
    }
  }

  /// Holds what is recorded past HTTP against the rules of reports over HTTP.
  private static void assertSound(SecurityEventReport report) {
    try (var factory = Validation.buildDefaultValidatorFactory()) {
      assertThat(
              factory.getValidator().validate(report).stream()
                  .map(v -> v.getPropertyPath() + " " + v.getMessage()))
          .isEmpty();
    }
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static String quoted(String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
