package io.trustfabric.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// The realm `trust-fabric`: a template in which `{{name}}` stands for addresses and secrets.
public final class Realm {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Realm() {}

  /// The realm to import on a first start. The demo auditor's grant ends a year after it.
  public static JsonNode of(Settings settings, Secrets secrets) {
    Map<String, String> values = new HashMap<>();
    values.put("web", settings.webUrl());
    values.put("auditorUntil", secrets.fact("auditorUntil", Realm::inAYear));
    values.put("userProfile", resource("user-profile.json").toString());
    for (var person : People.PEOPLE) {
      values.put("person." + person.role(), secrets.password(person.username()));
    }
    for (var machine : People.MACHINES) {
      values.put("client." + machine.clientId(), secrets.secret(machine.clientId()));
    }
    return Template.fill(resource("trust-fabric-realm.json"), values);
  }

  private static String inAYear() {
    return Instant.now().plus(Duration.ofDays(365)).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static JsonNode resource(String name) {
    try (InputStream in = Realm.class.getResourceAsStream("/realm/" + name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
