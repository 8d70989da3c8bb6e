package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
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

  /// The state with each personal value as its digest `{"sha256": hex}`: what digest, change and
  /// line are made of, worked out once.
  ///
  /// @param salts the salts of the personal values that are there, by pointer
  public record Sealed(RecordState state, ObjectNode fields, Map<String, byte[]> salts) {

    /// Digest of the full state: SHA-256 over its canonical JSON with personal values as salted
    /// digests.
    public byte[] sha256() {
      return Canonical.sha256(Canonical.bytes(fields));
    }

    /// The fields that differ from an earlier state as `{"field": {"before": …, "after": …}}`; a
    /// side without a value is left out. Personal values are salted digests, and are put readable
    /// into `disclosed` under their pointer in the line (`/change/actor/after`).
    ///
    /// @param before null for a new record
    public ObjectNode changeFrom(Sealed before, Map<String, ObjectNode> disclosed) {
      var change = JsonNodeFactory.instance.objectNode();
      var names = new LinkedHashSet<String>();
      state.open.fieldNames().forEachRemaining(names::add);
      if (before != null) {
        before.state.open.fieldNames().forEachRemaining(names::add);
      }
      for (var name : names) {
        // By digest: an erasure gives a record another salt.
        var was = before == null ? null : before.fields.get(name);
        var is = fields.get(name);
        if (!Objects.equals(is, was)) {
          var sides = change.putObject(name);
          if (was != null) {
            before.putSide(sides, "before", name, disclosed);
          }
          if (is != null) {
            putSide(sides, "after", name, disclosed);
          }
        }
      }
      return change;
    }

    private void putSide(
        ObjectNode sides, String side, String name, Map<String, ObjectNode> disclosed) {
      sides.set(side, fields.get(name));
      salts.forEach(
          (pointer, salt) -> {
            if (pointer.equals("/" + name) || pointer.startsWith("/" + name + "/")) {
              var inside = "/change/" + name + "/" + side + pointer.substring(name.length() + 1);
              disclosed.put(inside, disclosed(state.open.at(pointer), salt));
            }
          });
    }
  }

  /// Seals the state.
  public Sealed seal() {
    var fields = JsonNodeFactory.instance.objectNode();
    open.properties()
        .forEach(
            field ->
                // Only what holds a personal part is changed below; the rest can be shared.
                fields.set(
                    field.getKey(),
                    field.getValue().isObject() ? field.getValue().deepCopy() : field.getValue()));
    var salts = new LinkedHashMap<String, byte[]>();
    for (var pointer : personal) {
      var value = open.at(pointer);
      if (!value.isMissingNode() && !value.isNull()) {
        var fieldSalt = fieldSalt(salt, pointer);
        salts.put(pointer, fieldSalt);
        replace(fields, pointer, digest(value, fieldSalt));
      }
    }
    return new Sealed(this, fields, salts);
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
}
