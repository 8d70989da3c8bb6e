package io.trustfabric.web;

import io.trustfabric.record.Invalid;
import io.trustfabric.record.TrustRecord;

/// The `If-Match` header: the version a change was made against.
public final class IfMatch {

  private IfMatch() {}

  /// Lets the change through when the record still has the version named; without a header always.
  ///
  /// @throws Refusal 412 when it has another
  public static void check(TrustRecord record, String header) {
    if (header == null || header.strip().equals("*")) {
      return;
    }
    var current = etag(record);
    for (var tag : header.split(",", -1)) {
      var stripped = tag.strip();
      if (!stripped.matches("\"[^\"]*\"")) {
        throw Invalid.field("If-Match", "must be the ETag of a read, such as \"3\"");
      }
      if (stripped.equals(current)) {
        return;
      }
    }
    throw Refusal.stale(record.version);
  }

  /// The version as an entity tag.
  public static String etag(TrustRecord record) {
    return "\"" + record.version + "\"";
  }
}
