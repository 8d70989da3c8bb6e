package io.trustfabric.compliance.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// A record that bears evidence out, in a state that a ledger line tells of.
///
/// @param stateSha256 digest of that state, hex
public record LinkedState(
    String recordType, UUID recordId, long recordVersion, String stateSha256) {

  LinkReport record() {
    return new LinkReport(recordType, recordId);
  }

  /// As evidence keeps it.
  Map<String, Object> link() {
    var link = new LinkedHashMap<String, Object>();
    link.put("recordType", recordType);
    link.put("recordId", recordId.toString());
    link.put("recordVersion", recordVersion);
    link.put("stateSha256", stateSha256);
    return link;
  }

  /// Whether evidence holds the record in a newer state.
  boolean isOlderThan(Map<String, Object> link) {
    return ((Number) link.get("recordVersion")).longValue() > recordVersion;
  }
}
