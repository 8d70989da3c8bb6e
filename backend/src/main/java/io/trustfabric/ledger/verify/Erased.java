package io.trustfabric.ledger.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What two people erased: only that may be missing beside a line. Erasures are few.
final class Erased {

  private static final String ALL =
      "SELECT record_type, record_id, unnest(fields) FROM ledger_erasures";

  /// Fields by the record's type and id.
  private final Map<String, Set<String>> fields = new HashMap<>();

  Erased(Connection connection) throws SQLException {
    try (var select = connection.createStatement();
        var rows = select.executeQuery(ALL)) {
      while (rows.next()) {
        fields
            .computeIfAbsent(rows.getString(1) + rows.getString(2), key -> new HashSet<>())
            .add(rows.getString(3));
      }
    }
  }

  /// One that is missing although nobody erased it.
  ///
  /// @param pointers of digests in a line whose values are not kept
  Optional<String> lost(String recordType, UUID recordId, Collection<String> pointers) {
    var erased = fields.getOrDefault(recordType + recordId, Set.of());
    return pointers.stream().filter(pointer -> !erased.contains(field(pointer))).findFirst();
  }

  /// `/change/title/after` is of `/title`.
  private static String field(String pointer) {
    return pointer.replaceFirst("^/change(/[^/]+)/(?:before|after)", "$1");
  }
}
