package io.trustfabric.chaos.journals;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts what of a journal was not taken over.
final class LeftOutParts {

  /// Kinds of what is left out.
  enum Part {
    TOOL_WORD(
        "the tool's own word of how it ended (status, deviated)",
        "the outcome is worked out from steady states, activities and rollbacks"),
    RECOVERY(
        "times of clearing and recovery",
        "a journal has none, so there is no recovery time and recovery is not judged by one"),
    OUTPUT("outputs of activities", "they may hold anything, secrets too"),
    PROVIDER("providers with their arguments", "they may hold secrets"),
    EXCEPTION("exceptions of activities", "they may quote secrets"),
    TOOL_JUDGED(
        "tolerances that only the tool can judge", "its tolerance_met is taken for what it says"),
    TOOL_CONTRADICTED("tolerances that the tool says are met", "its own output is outside of them"),
    REPEATED(
        "measurements during the experiment", "they repeat what another of the same probe shows"),
    UNREADABLE_TIME("times that cannot be read", "what they belong to is kept without them"),
    LONG_TEXT("titles and names", "cut to what fits"),
    OTHER("other fields of the journal", "they say nothing of how it ended");

    private final String what;
    private final String why;

    Part(String what, String why) {
      this.what = what;
      this.why = why;
    }
  }

  private final Map<Part, Long> counts = new EnumMap<>(Part.class);

  void add(Part part) {
    counts.merge(part, 1L, Long::sum);
  }

  List<JournalPart> lines() {
    var lines = new ArrayList<JournalPart>();
    counts.forEach((part, count) -> lines.add(new JournalPart(part.what, count, part.why)));
    return lines;
  }
}
