package io.trustfabric.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The realm `trust-fabric`: a template in which `{{name}}` stands for addresses and secrets.
public final class Realm {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z.-]+)}}");

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
    return fill(resource("trust-fabric-realm.json"), values);
  }

  /// The same tree with every placeholder in its texts replaced; an unknown one is an error.
  static JsonNode fill(JsonNode node, Map<String, String> values) {
    return switch (node) {
      case ObjectNode object -> {
        var filled = JSON.createObjectNode();
        object.properties().forEach(e -> filled.set(e.getKey(), fill(e.getValue(), values)));
        yield filled;
      }
      case ArrayNode array -> {
        var filled = JSON.createArrayNode();
        array.forEach(element -> filled.add(fill(element, values)));
        yield filled;
      }
      case TextNode text -> TextNode.valueOf(fill(text.textValue(), values));
      default -> node;
    };
  }

  private static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException("No value for " + match.group());
              }
              return java.util.regex.Matcher.quoteReplacement(value);
            });
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
