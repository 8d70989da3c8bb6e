package io.trustfabric.monitoring.openslo;

import io.trustfabric.monitoring.slos.SloDefinitionReport;
import java.util.Map;

/// An SLO as a document declares it.
///
/// @param report all of it; its owner is null where the document names none
/// @param at where the document is: `/0`
/// @param places where in the file each field of the report comes from, by its pointer
record Declaration(SloDefinitionReport report, String at, Map<String, String> places) {

  /// Where in the file the field is that a pointer into the report means.
  static String place(String pointer, String at, Map<String, String> places) {
    var end = pointer.indexOf('/', 1);
    return places.getOrDefault(end < 0 ? pointer : pointer.substring(0, end), at);
  }

  String place(String pointer) {
    return place(pointer, at, places);
  }
}
