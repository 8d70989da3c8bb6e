package io.trustfabric.modelops.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the parts of a filter one after another.
final class FilterScanner {

  private static final Pattern TAGS = Pattern.compile("(?i)tags?\\.");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern BACKQUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern QUOTED = Pattern.compile("'((?:[^']|'')*)'|\"((?:[^\"]|\"\")*)\"");
  private static final Pattern COMPARATOR =
      Pattern.compile("(?i)!=|<=|>=|=|<|>|(?:LIKE|ILIKE|IN)(?![A-Za-z0-9_])");
  private static final Pattern AND = Pattern.compile("(?i)AND(?![A-Za-z0-9_])");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(?![0-9.])");

  private final String filter;
  private int at;

  FilterScanner(String filter) {
    this.filter = filter;
  }

  /// What a condition is about.
  record Key(String name, boolean tag) {}

  Key key() {
    var tag = take(TAGS) != null;
    var quoted = take(BACKQUOTED);
    if (quoted != null) {
      return new Key(quoted.group(1), tag);
    }
    quoted = take(QUOTED);
    if (quoted != null) {
      return new Key(unquoted(quoted), tag);
    }
    var name = take(NAME);
    if (name == null) {
      throw wrong("a name");
    }
    return new Key(name.group(), tag);
  }

  /// In upper case.
  String comparator() {
    var comparator = take(COMPARATOR);
    if (comparator == null) {
      throw wrong("one of = != < <= > >= LIKE ILIKE IN");
    }
    return comparator.group().toUpperCase(Locale.ROOT);
  }

  String text() {
    var text = take(QUOTED);
    if (text == null) {
      throw wrong("a text in quotes");
    }
    return unquoted(text);
  }

  List<String> texts() {
    var texts = new ArrayList<String>();
    expect('(');
    do {
      texts.add(text());
    } while (skip(','));
    expect(')');
    return texts;
  }

  long number() {
    var quoted = take(QUOTED);
    var number = quoted == null ? take(NUMBER) : null;
    if (number == null) {
      throw wrong("a whole number without quotes");
    }
    return Long.parseLong(number.group());
  }

  /// Whether another condition follows.
  boolean and() {
    if (take(AND) != null) {
      return true;
    }
    spaces();
    if (at < filter.length()) {
      throw wrong("AND, or the end");
    }
    return false;
  }

  private static String unquoted(Matcher quoted) {
    return quoted.group(1) != null
        ? quoted.group(1).replace("''", "'")
        : quoted.group(2).replace("\"\"", "\"");
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw wrong(Character.toString(c));
    }
  }

  private boolean skip(char c) {
    spaces();
    if (at < filter.length() && filter.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private Matcher take(Pattern part) {
    spaces();
    var matcher = part.matcher(filter).region(at, filter.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private void spaces() {
    while (at < filter.length() && Character.isWhitespace(filter.charAt(at))) {
      at++;
    }
  }

  private MlflowError wrong(String expected) {
    return MlflowError.invalid("filter: expected %s at character %d".formatted(expected, at + 1));
  }
}
