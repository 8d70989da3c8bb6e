package io.trustfabric.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page's figures, a section for each part that was measured.
final class FigureSections {

  private static final Pattern HEADING = Pattern.compile("(?m)^(?=## )");

  private FigureSections() {}

  /// The former figures with the newly measured sections in place of theirs, or after them. Each
  /// new one tells when and where it was measured, since the head of the page tells that of the
  /// former.
  static String merged(String former, String measured) {
    var sections = sections(former);
    var fresh = sections(measured);
    var head = fresh.remove("");
    fresh.forEach(
        (heading, text) ->
            sections.put(
                heading,
                text.replaceFirst("\n", Matcher.quoteReplacement("\n\n" + head.strip() + "\n"))));
    return String.join("", sections.values());
  }

  /// By heading, in order; what is before the first by the empty text.
  private static Map<String, String> sections(String text) {
    var sections = new LinkedHashMap<String, String>();
    sections.put("", "");
    for (var section : HEADING.split(text)) {
      var isHead = !section.startsWith("## ");
      sections.put(isHead ? "" : section.lines().findFirst().orElseThrow(), section);
    }
    return sections;
  }
}
