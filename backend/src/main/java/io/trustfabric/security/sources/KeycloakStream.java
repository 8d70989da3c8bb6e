package io.trustfabric.security.sources;

import io.trustfabric.security.events.SecurityEventReport;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The two logs that Keycloak keeps. Each is read for itself.
enum KeycloakStream {
  /// What people and clients did: sign-ins and what belongs to them.
  SIGN_IN("events") {
    @Override
    Collection<String> types() {
      return SignInEvents.types();
    }

    @Override
    Optional<SecurityEventReport> report(KeycloakEvent event, Instant now) {
      return SignInEvents.report(event, now);
    }
  },

  /// What administrators changed.
  ADMIN("admin-events") {
    @Override
    Collection<String> types() {
      return List.of();
    }

    @Override
    Optional<SecurityEventReport> report(KeycloakEvent event, Instant now) {
      return AdminEvents.report(event, now);
    }
  };

  private final String path;

  KeycloakStream(String path) {
    this.path = path;
  }

  /// The last part of the address under `/admin/realms/{realm}/`.
  String path() {
    return path;
  }

  /// The name in the database.
  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The name in sentences.
  String spoken() {
    return this == SIGN_IN ? "Sign-in" : "Admin";
  }

  /// The only types asked for; all when empty. Most of what is logged are ordinary sign-ins, which
  /// need not even be read.
  abstract Collection<String> types();

  /// The security event that an entry is, if it is one.
  abstract Optional<SecurityEventReport> report(KeycloakEvent event, Instant now);
}
