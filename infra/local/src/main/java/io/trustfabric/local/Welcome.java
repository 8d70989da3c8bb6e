package io.trustfabric.local;

import java.util.Set;

/// What is printed when everything is healthy: addresses, names and passwords.
record Welcome(Settings settings, Secrets secrets, Set<Part> parts) {

  String text(double seconds) {
    var text = new StringBuilder();
    text.append("%nTrust Fabric is up after %.0f s.%n%n".formatted(seconds));
    if (parts.contains(Part.WEB)) {
      line(text, "Web app", settings.webUrl());
    }
    if (parts.contains(Part.BACKEND)) {
      line(text, "API", settings.apiUrl() + "/api");
      line(text, "OpenAPI", settings.managementUrl() + "/q/openapi");
    }
    line(text, "Sign-in", settings.issuer());
    line(text, "Database", settings.databaseUrl(PostgresServer.DATABASE));
    line(text, "Secrets", settings.credentialsFile().toString());
    text.append("%n  Sign in as%n".formatted());
    for (var person : People.PEOPLE) {
      text.append(
          "    %-6s  %-22s %-10s  %s%n"
              .formatted(
                  person.username(),
                  secrets.password(person.username()),
                  person.role(),
                  person.name()));
    }
    return text.append("%n  Ctrl-C stops everything.".formatted()).toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  %-9s %s%n".formatted(name, value));
  }
}
