package io.trustfabric.quality.regression;

import io.trustfabric.record.Canonical;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a test case is called: its suite, and its name within that.
///
/// @param given what all results' suite is called; null to take the report's own
/// @param suites the names of the suites it stands in, the outermost first
/// @param className null for none
/// @param caseName null for none, where there is a class
record JUnitNames(
    String given, List<String> suites, String className, String caseName, LeftOut leftOut) {

  private static final int MAX_SUITE = 300;
  private static final int MAX_NAME = 500;

  /// What Node's reporter calls every class.
  private static final String NODES_CLASS = "test";

  String suite() {
    if (given != null) {
      return given;
    }
    if (!suites.isEmpty()) {
      return within(suites.getFirst(), MAX_SUITE);
    }
    var hasClass = className != null && !className.equals(NODES_CLASS);
    return within(hasClass ? className : "tests outside of suites", MAX_SUITE);
  }

  /// Inner suites, class and name, each once: dialects repeat one in the other.
  ///
  /// @param suite as {@link #suite} called it
  String test(String suite) {
    var parts = new ArrayList<String>();
    for (var part : suites) {
      if (!part.equals(suite) && !parts.contains(part)) {
        parts.add(part);
      }
    }
    if (className != null
        && !className.equals(suite)
        && !className.equals(NODES_CLASS)
        && !className.equals(caseName)
        && !parts.contains(className)) {
      parts.add(className);
    }
    if (caseName != null) {
      parts.add(caseName);
    }
    return within(parts.isEmpty() ? className : String.join(" > ", parts), MAX_NAME);
  }

  /// A name that is too long keeps its beginning and is told apart by a digest of the whole.
  private String within(String name, int most) {
    if (name.length() <= most) {
      return name;
    }
    leftOut.add(LeftOut.What.LONG_NAME);
    var kept = most - 14;
    var end = Character.isHighSurrogate(name.charAt(kept - 1)) ? kept - 1 : kept;
    var digest = Canonical.sha256Hex(name.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, end) + "… " + digest.substring(0, 12);
  }
}
