package io.trustfabric.local;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a person, a test or a script needs to use a running stack. The file is there exactly while
/// the stack is healthy: it appears when every part answers and goes when the stack stops.
public final class Credentials {

  private Credentials() {}

  static Map<String, Object> of(Settings settings, Secrets secrets) {
    Map<String, Object> people = new LinkedHashMap<>();
    for (var person : People.PEOPLE) {
      people.put(
          person.role(),
          Map.of(
              "username", person.username(),
              "password", secrets.password(person.username()),
              "name", person.name()));
    }
    Map<String, Object> clients = new LinkedHashMap<>();
    for (var machine : People.MACHINES) {
      Map<String, Object> client = new LinkedHashMap<>();
      client.put("secret", secrets.secret(machine.clientId()));
      if (machine.role() != null) {
        client.put("role", machine.role());
      }
      clients.put(machine.clientId(), client);
    }
    Map<String, Object> database = new LinkedHashMap<>();
    database.put("url", settings.databaseUrl(PostgresServer.DATABASE));
    database.put("owner", account(PostgresServer.OWNER, secrets));
    database.put("app", account(PostgresServer.APPLICATION, secrets));
    database.put("superuser", account(PostgresServer.SUPERUSER, secrets));

    Map<String, Object> all = new LinkedHashMap<>();
    all.put("issuer", settings.issuer());
    all.put("apiUrl", settings.apiUrl());
    all.put("webUrl", settings.webUrl());
    all.put("managementUrl", settings.managementUrl());
    all.put("keycloakUrl", settings.keycloakUrl());
    all.put("people", people);
    all.put("clients", clients);
    all.put("database", database);
    all.put("keycloakAdmin", account(KeycloakServer.ADMINISTRATOR, secrets));
    return all;
  }

  private static Map<String, String> account(String name, Secrets secrets) {
    return Map.of("username", name, "password", secrets.secret(name));
  }
}
