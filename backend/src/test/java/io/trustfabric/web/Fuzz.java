package io.trustfabric.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Contract;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Makes requests up from the OpenAPI document; the same seed makes the same ones.
final class Fuzz {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          "a",
          "null",
          "true",
          "-1",
          "0",
          "1e400",
          "99999999999999999999",
          "\u0000",
          "a\u0000b",
          "'",
          "\"",
          "\\",
          "%",
          "%00",
          "_",
          "';--",
          "' or 1=1 --",
          "${jndi:ldap://x}",
          "<script>",
          "../../etc/passwd",
          "\uD83D\uDE00",
          "\u202E",
          "é",
          "\r\n",
          ":*",
          "!!!",
          "-\"a b\"",
          "2026-02-30T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "0001-01-01T00:00:00+18:00",
          "9999-12-31T23:59:59-18:00",
          "0000-00-00",
          "00000000-0000-0000-0000-000000000000",
          "x".repeat(300),
          "x".repeat(1_000));

  private static final List<String> BROKEN =
      List.of(
          "",
          " ",
          "null",
          "[]",
          "{}",
          "5",
          "\"text\"",
          "[",
          "{",
          "{\"a\":}",
          "{\"a\":1,\"a\":2}",
          "[[[[[[]]]]]]",
          "[{}]",
          "{} {}",
          "\u0000",
          "{\"\\ud800\": 1}",
          "nonsense",
          "[".repeat(2_000));

  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/json; charset=utf-16",
          "application/jsonx",
          "*/*",
          "multipart/form-data",
          "application/x-www-form-urlencoded");

  private final Random random;
  private final Conformance schemas;
  private final List<String> ids = new ArrayList<>();

  Fuzz(long seed, JsonNode document) {
    this.random = new Random(seed);
    this.schemas = new Conformance(document);
  }

  /// One request.
  record Request(String method, String target, Map<String, String> headers, String body) {}

  /// An id that is there; those that are not answer 404 only.
  void knows(String id) {
    ids.add(id);
  }

  Request request(Contract.Operation operation) {
    var path = operation.path();
    var query = new StringBuilder();
    var headers = new LinkedHashMap<String, String>();
    for (var parameter : operation.node().path("parameters")) {
      var name = parameter.get("name").textValue();
      var schema = parameter.path("schema");
      switch (parameter.get("in").textValue()) {
        case "path" -> path = path.replace("{" + name + "}", encoded(pathText(name)));
        case "query" -> {
          for (int n = one(3) ? 1 + random.nextInt(2) : 0; n > 0; n--) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
            query.append(encoded(text(name, schema)));
          }
        }
        default -> {
          if (one(3)) {
            headers.put(name, headerText(name));
          }
        }
      }
    }
    if (one(15)) {
      headers.put("Accept", pick(List.of("text/html", "*/*", "application/json", "x")));
    }
    var content = operation.node().at("/requestBody/content");
    if (content.isEmpty()) {
      return new Request(operation.method(), path + query, headers, null);
    }
    var type = pick(new ArrayList<>(content.properties())).getKey();
    headers.put("Content-Type", one(20) ? pick(TYPES) : type);
    return new Request(operation.method(), path + query, headers, body(operation, content, type));
  }

  private String body(Contract.Operation operation, JsonNode content, String type) {
    if (one(12)) {
      return pick(BROKEN);
    }
    var schema = content.get(type).path("schema");
    if (operation.path().endsWith("/cloudevents")) {
      return cloudEvents(type);
    }
    if (operation.path().endsWith("/openslo")) {
      return openSlo();
    }
    if (type.equals("application/x-ndjson")) {
      var element = content.at("/application~1json/schema/items");
      return value(element, 0) + "\n" + value(element, 0);
    }
    return value(schema, 0).toString();
  }

  /// A sound file, or one with something odd in some place of it.
  private String openSlo() {
    var lines = Api.openSlo("text" + random.nextInt(5)).lines().toList();
    if (one(2)) {
      return String.join("\n", lines);
    }
    var odd = new ArrayList<>(lines);
    var at = random.nextInt(odd.size());
    odd.set(at, odd.get(at).replaceFirst(":.*", "") + ": " + (one(2) ? any(0) : oddText()));
    return String.join("\n", odd);
  }

  private String cloudEvents(String type) {
    var data =
        one(2)
            ? value(MAKE.objectNode().put("$ref", "#/components/schemas/SecurityEventReport"), 0)
            : ocsf();
    if (type.equals("application/json")) {
      return data.toString();
    }
    var envelope = MAKE.objectNode();
    envelope.put("specversion", one(10) ? oddText() : "1.0");
    envelope.put("id", one(10) ? oddText() : UUID.nameUUIDFromBytes(bytes()).toString());
    envelope.put("source", one(10) ? oddText() : "/fuzz");
    envelope.put("type", "t");
    if (one(3)) {
      envelope.put("time", time());
    }
    envelope.set("data", data);
    return type.contains("batch") ? "[" + envelope + "]" : envelope.toString();
  }

  private JsonNode ocsf() {
    var ocsf = MAKE.objectNode();
    ocsf.put("class_uid", pick(List.of(3002, 3001, 2004, 6003, 4003, -1)));
    ocsf.put("time", one(4) ? random.nextLong() : 1_767_225_600_000L);
    ocsf.put("severity_id", random.nextInt(8));
    ocsf.put("status_id", random.nextInt(3));
    for (var name : List.of("message", "class_name", "activity_name", "status_detail")) {
      if (one(2)) {
        ocsf.set(name, one(3) ? any(0) : MAKE.textNode(oddText()));
      }
    }
    for (var name : List.of("finding_info", "user", "actor", "src_endpoint", "metadata")) {
      if (one(3)) {
        ocsf.set(name, any(0));
      }
    }
    return ocsf;
  }

  /// A value as the schema says, or, now and then, not at all.
  private JsonNode value(JsonNode given, int depth) {
    var schema = schemas.resolved(given);
    if (one(25)) {
      return any(depth);
    }
    if (schema.has("enum")) {
      return pick(list(schema.get("enum")));
    }
    var types = schema.path("type");
    var type = types.isArray() ? pick(list(types)).textValue() : types.asText("object");
    return switch (type) {
      case "null" -> MAKE.nullNode();
      case "boolean" -> MAKE.booleanNode(random.nextBoolean());
      case "integer" -> number();
      case "array" -> {
        var array = MAKE.arrayNode();
        for (int n = random.nextInt(4); n > 0; n--) {
          array.add(value(schema.path("items"), depth + 1));
        }
        yield array;
      }
      case "string" -> MAKE.textNode(string(schema));
      default -> object(schema, depth);
    };
  }

  private JsonNode object(JsonNode schema, int depth) {
    var object = MAKE.objectNode();
    var required = list(schema.path("required")).stream().map(JsonNode::textValue).toList();
    for (var property : schema.path("properties").properties()) {
      var wanted = required.contains(property.getKey()) ? !one(30) : one(3);
      if (wanted) {
        object.set(property.getKey(), value(property.getValue(), depth + 1));
      }
    }
    if (schema.has("additionalProperties") && one(2)) {
      object.set(oddText(), any(depth));
    }
    if (one(30)) {
      object.set(oddText(), any(depth));
    }
    return object;
  }

  private String string(JsonNode schema) {
    if (schema.path("format").asText().equals("date-time")) {
      return one(8) ? oddText() : time();
    }
    if (schema.path("format").asText().equals("uuid")) {
      return id();
    }
    if (one(8)) {
      return oddText();
    }
    var pattern = schema.path("pattern").asText();
    return pattern.startsWith("[0-9a-f")
        ? "203.0.113." + random.nextInt(256)
        : "text" + random.nextInt(5);
  }

  private JsonNode number() {
    return switch (random.nextInt(8)) {
      case 0 -> MAKE.numberNode(-1);
      case 1 -> MAKE.numberNode(random.nextLong());
      case 2 -> MAKE.numberNode(1.5);
      default -> MAKE.numberNode(random.nextInt(1_000));
    };
  }

  /// Any JSON at all.
  private JsonNode any(int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> MAKE.nullNode();
      case 1 -> MAKE.booleanNode(random.nextBoolean());
      case 2 -> number();
      case 3, 4 -> MAKE.textNode(oddText());
      case 5 -> MAKE.arrayNode().add(any(depth + 1)).add(any(depth + 1));
      default -> {
        var object = MAKE.objectNode();
        object.set(oddText(), any(depth + 1));
        object.set("name", any(depth + 1));
        object.set("uid", any(depth + 1));
        yield object;
      }
    };
  }

  private String text(String name, JsonNode given) {
    var schema = schemas.resolved(given);
    if (one(8)) {
      return oddText();
    }
    if (schema.path("type").asText().equals("array")) {
      return text(name, schema.path("items"));
    }
    if (schema.has("enum")) {
      return pick(list(schema.get("enum"))).textValue();
    }
    return switch (name) {
      case "sort" ->
          pick(List.of("occurredAt", "-occurredAt", "severity", "-severity", "createdAt"));
      case "limit" -> String.valueOf(1 + random.nextInt(5));
      case "from", "to", "occurredFrom", "occurredTo" -> time();
      case "recordType" -> "security_event";
      case "recordId" -> id();
      case "name" -> pick(List.of("a.txt", "b.csv", "c.json", "d.pdf"));
      case "cursor" -> pick(List.of("5", "0", "x", "LW9jY3VycmVkQXQK"));
      default ->
          schema.path("type").asText().equals("boolean")
              ? String.valueOf(random.nextBoolean())
              : "text" + random.nextInt(5);
    };
  }

  private String pathText(String name) {
    if (one(8)) {
      var odd = oddText();
      // Dots and nothing name another path, which is another operation.
      return odd.isEmpty() || odd.startsWith(".") ? "x" : odd;
    }
    return switch (name) {
      case "recordType" -> "security_event";
      case "framework" -> pick(List.of("soc2", "hipaa"));
      case "controlId" -> pick(List.of("CC6.1", "A1.2", "164.308(a)(1)(ii)(A)", "164.308(a)(1)"));
      case "number", "position", "rowIndex" -> String.valueOf(random.nextInt(4));
      case "level" -> pick(List.of("0", "1", "entries", "8"));
      case "tile" -> pick(List.of("000", "000.p/1", "x001/000", "000.p/0", "000.p/256"));
      default -> id();
    };
  }

  private String headerText(String name) {
    return switch (name) {
      case "If-Match" ->
          pick(
              List.of("\"0\"", "\"1\"", "*", "1", "x", "\"" + random.nextInt(9) + "\"", "W/\"0\""));
      case "Last-Event-ID" -> pick(List.of("-1", "0", "x", "-2", "99999999999999999999", ""));
      default -> one(5) ? "x".repeat(random.nextInt(300)) : "key-" + random.nextInt(40);
    };
  }

  private String id() {
    return one(6)
        ? pick(
            List.of(
                new UUID(random.nextLong(), random.nextLong()).toString(), "no-id", "1-1-1-1-1"))
        : pick(ids);
  }

  private String time() {
    return Instant.ofEpochSecond(1_735_689_600L + random.nextInt(40_000_000))
        .plusNanos(random.nextInt(1_000_000_000))
        .toString();
  }

  private String oddText() {
    return pick(ODD_TEXTS);
  }

  private byte[] bytes() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return bytes;
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<JsonNode> list(JsonNode array) {
    var list = new ArrayList<JsonNode>();
    array.forEach(list::add);
    return list;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
