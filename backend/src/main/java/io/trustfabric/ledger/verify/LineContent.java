package io.trustfabric.ledger.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Canonical;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/// What a line or a row of a batch holds, checked against the format and against what is kept
/// beside it (backend/docs/ledger-format.md, "To verify" 2 and 3).
///
/// @param json what the bytes say, with a change kept beside put in its place
/// @param withoutValue pointers of digests whose value is not kept: erased ones
record LineContent(ObjectNode json, Set<String> withoutValue) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DIGEST = "sha256";
  private static final int SALT = 16;

  /// Why a content is not what it should be.
  static final class Broken extends RuntimeException {
    private final transient Object expected;
    private final transient Object actual;

    Broken(String problem, Object expected, Object actual) {
      super(problem, null, false, false);
      this.expected = expected;
      this.actual = actual;
    }

    LedgerFinding at(LedgerFinding place) {
      var finding = place.withProblem(getMessage());
      return expected == null ? finding : finding.compared(expected, actual);
    }
  }

  /// @param beside a change kept beside; null when it is in the bytes
  /// @param personal personal values with their salts, by pointer; null for none
  /// @throws Broken when they do not fit
  static LineContent of(byte[] bytes, byte[] beside, String personal) {
    var json = parse(bytes, "the line");
    if (isBeside(json.path("change")) != (beside != null)) {
      throw new Broken(
          beside == null
              ? "the change that is kept beside is not there"
              : "a change is kept beside that the line does not name",
          null,
          null);
    }
    if (beside != null) {
      var named = json.get("change");
      same("the change beside", named.path(DIGEST).textValue(), Canonical.sha256Hex(beside));
      same("the change's size", named.path("size").asInt(), beside.length);
      json.set("change", parse(beside, "the change beside"));
    }
    var digests = new HashSet<String>();
    digests(json, "", digests);
    if (personal != null) {
      disclosed(json, personal, digests);
    }
    return new LineContent(json, digests);
  }

  private static ObjectNode parse(byte[] bytes, String what) {
    try {
      if (MAPPER.readTree(bytes) instanceof ObjectNode json
          && Arrays.equals(bytes, Canonical.bytes(json))) {
        return json;
      }
    } catch (IOException | IllegalArgumentException e) {
      // said below, like what is JSON and not canonical
    }
    throw new Broken(what + " is no canonical JSON object", null, null);
  }

  /// `{"sha256": hex, "size": n}`: fields of a change are objects, so it is no change itself.
  private static boolean isBeside(JsonNode change) {
    return change.size() == 2 && change.path(DIGEST).isTextual() && change.path("size").isNumber();
  }

  private static void digests(JsonNode node, String pointer, Set<String> found) {
    if (node.isObject()) {
      if (node.size() == 1 && node.path(DIGEST).isTextual()) {
        found.add(pointer);
      } else {
        for (var part : node.properties()) {
          digests(part.getValue(), pointer + "/" + part.getKey(), found);
        }
      }
    }
  }

  /// Holds each value against the digest at its pointer, and takes that from those without value.
  private static void disclosed(ObjectNode json, String personal, Set<String> digests) {
    JsonNode values;
    try {
      values = MAPPER.readTree(personal);
    } catch (IOException e) {
      throw new Broken("the personal values are no JSON", null, null);
    }
    for (var value : values.properties()) {
      if (!digests.remove(value.getKey())) {
        throw new Broken(
            "a personal value is kept for %s, where there is no digest".formatted(value.getKey()),
            null,
            null);
      }
      same(
          "the personal value of " + value.getKey(),
          json.at(value.getKey()).get(DIGEST).textValue(),
          digest(value.getValue()));
    }
  }

  private static String digest(JsonNode kept) {
    try {
      var salt = Base64.getDecoder().decode(kept.path("salt").asText());
      return salt.length == SALT
          ? Canonical.sha256Hex(salt, Canonical.bytes(kept.path("value")))
          : "no salt of 16 bytes";
    } catch (IllegalArgumentException e) {
      return "no salted value";
    }
  }

  static void same(String what, Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new Broken(what + " is another", expected, actual);
    }
  }
}
