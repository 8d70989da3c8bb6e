package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A record as the ledger sees it at one moment.
///
/// @param type the record's type, `security_event`
/// @param id the record
/// @param version its version at that moment
/// @param open all fields that have a value, readable
/// @param personal JSON pointers of the personal values in `open`
/// @param salt the record's 16 random bytes
public record RecordState(
    String type, UUID id, long version, ObjectNode open, Set<String> personal, byte[] salt) {

  /// Digest of the full state: SHA-256 over its canonical JSON with personal values as salted
  /// digests.
  public byte[] sha256() {
    return Canonical.sha256(Canonical.bytes(sealed(open, personal, salt)));
  }

  /// A copy of `open` in which each personal value is `{"sha256": hex}`.
  static ObjectNode sealed(ObjectNode open, Collection<String> personal, byte[] salt) {
    var sealed = open.deepCopy();
    for (var pointer : personal) {
      var value = sealed.at(pointer);
      if (!value.isMissingNode() && !value.isNull()) {
        replace(sealed, pointer, digest(value, fieldSalt(salt, pointer)));
      }
    }
    return sealed;
  }

  /// The salted digest that stands for a personal value: SHA-256(salt || canonical JSON of the
  /// value).
  public static ObjectNode digest(JsonNode value, byte[] salt) {
    var node = JsonNodeFactory.instance.objectNode();
    return node.put("sha256", Canonical.sha256Hex(salt, Canonical.bytes(value)));
  }

  /// The salt of one field: the first 16 bytes of SHA-256(record salt || pointer). Equal values in
  /// two fields have different digests; one field's digest is the same on every line while its
  /// value is.
  public static byte[] fieldSalt(byte[] recordSalt, String pointer) {
    var digest = Canonical.sha256(recordSalt, pointer.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(digest, 16);
  }

  /// The salted value as `ledger_payloads` keeps it: `{"salt": base64, "value": …}`.
  public static ObjectNode disclosed(JsonNode value, byte[] salt) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("salt", Base64.getEncoder().encodeToString(salt));
    node.set("value", value);
    return node;
  }

  static void replace(ObjectNode root, String pointer, JsonNode by) {
    var cut = pointer.lastIndexOf('/');
    ((ObjectNode) root.at(pointer.substring(0, cut))).set(pointer.substring(cut + 1), by);
  }

  /// The fields that differ from an earlier state as `{"field": {"before": …, "after": …}}`; a side
  /// without a value is left out. Personal values are salted digests, and are put readable into
  /// `disclosed` under their pointer in the line (`/change/actor/after`).
  public ObjectNode changeFrom(RecordState before, Map<String, ObjectNode> disclosed) {
    var change = JsonNodeFactory.instance.objectNode();
    var earlier = before == null ? JsonNodeFactory.instance.objectNode() : before.open;
    for (var name : open.propertyStream().map(Map.Entry::getKey).toList()) {
      var was = earlier.get(name);
      var is = open.get(name);
      if (!is.equals(was)) {
        var sides = change.putObject(name);
        addSide(sides, "before", name, was, disclosed);
        addSide(sides, "after", name, is, disclosed);
      }
    }
    for (var name : earlier.propertyStream().map(Map.Entry::getKey).toList()) {
      if (!open.has(name)) {
        addSide(change.putObject(name), "before", name, earlier.get(name), disclosed);
      }
    }
    return change;
  }

  private void addSide(
      ObjectNode sides,
      String side,
      String name,
      JsonNode value,
      Map<String, ObjectNode> disclosed) {
    if (value == null) {
      return;
    }
    sides.set(side, value.deepCopy());
    for (var pointer : personal) {
      if (!pointer.equals("/" + name) && !pointer.startsWith("/" + name + "/")) {
        continue;
      }
      var inside = "/" + side + pointer.substring(name.length() + 1);
      var personalValue = sides.at(inside);
      if (!personalValue.isMissingNode() && !personalValue.isNull()) {
        var fieldSalt = fieldSalt(salt, pointer);
        disclosed.put("/change/" + name + inside, disclosed(personalValue, fieldSalt));
        replace(sides, inside, digest(personalValue, fieldSalt));
      }
    }
  }
}
