package io.trustfabric.quality.regression;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What of a report was not taken over, and why.
public final class LeftOut {

  /// Kinds of what is left out.
  enum What {
    OUTPUT("system-out, system-err", "what tests print is not kept"),
    PROPERTY("properties", "properties of suites and cases are not kept"),
    ATTEMPT(
        "attempts of tests that ran again",
        "counted in their test as failedAttempts, not beside it"),
    NAMELESS_CASE("test cases without a name", "nothing tells them apart"),
    UNKNOWN_ELEMENT("elements that are not known here", "they say nothing of how a test ended"),
    UNREADABLE_TIME("times and timestamps that cannot be read", "the result is kept without them"),
    FUTURE_TIME("timestamps ahead of now", "the result is kept with the time it was imported at"),
    LONG_TEXT("failure texts", "cut to 10,000 characters"),
    LONG_NAME("names of suites and tests", "cut, with a digest of the whole name at their end"),
    DECLARED_NUMBER(
        "numbers of tests that suites give of themselves",
        "they differ from the test cases that are there, which alone are counted");

    private final String what;
    private final String why;

    What(String what, String why) {
      this.what = what;
      this.why = why;
    }
  }

  /// How many of a kind, for people.
  public record LeftOutPart(String what, Long count, String why) {}

  private final Map<What, Long> counts = new EnumMap<>(What.class);

  void add(What what) {
    counts.merge(what, 1L, Long::sum);
  }

  List<LeftOutPart> lines() {
    var lines = new ArrayList<LeftOutPart>();
    counts.forEach((what, count) -> lines.add(new LeftOutPart(what.what, count, what.why)));
    return lines;
  }
}
