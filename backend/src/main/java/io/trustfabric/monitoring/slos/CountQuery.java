package io.trustfabric.monitoring.slos;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.regex.Pattern;

/// PromQL that counts events within a window of time. It is the selector of a counter, such as
/// `http_requests_total{code!~"5.."}`, whose increase is taken; or any PromQL in which
/// `{{.window}}` stands for the window, as Sloth has it. Whatever series come out are summed up.
public record CountQuery(String text) {

  private static final Pattern WINDOW = Pattern.compile("\\{\\{\\s*+\\.window\\s*+}}");

  private static final String STRING = "(?:\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+')";
  private static final String MATCHER =
      "\\s*+[a-zA-Z_]\\w*+\\s*+(?:=~|!~|!=|=)\\s*+" + STRING + "\\s*+";
  private static final String MATCHERS =
      "\\{\\s*+(?:%1$s(?:,%1$s)*+,?+\\s*+)?+}".formatted(MATCHER);
  private static final Pattern SELECTOR =
      Pattern.compile("\\s*+(?:[a-zA-Z_:][\\w:]*+\\s*+(?:%1$s)?+|%1$s)\\s*+".formatted(MATCHERS));

  private static final Map<Character, Character> CLOSES = Map.of(')', '(', ']', '[', '}', '{');

  /// Why it counts nothing within a window; null when it does. Whether Prometheus understands it
  /// only Prometheus knows.
  public String fault() {
    if (SELECTOR.matcher(text).matches()) {
      return null;
    }
    if (!namesWindow()) {
      return "must be a counter's selector, or PromQL in which {{.window}} stands for the window";
    }
    return isBalanced(WINDOW.matcher(text).replaceAll("1m"))
        ? null
        : "has brackets or quotes that do not match";
  }

  /// Whether it says itself where the window goes.
  public boolean namesWindow() {
    return WINDOW.matcher(text).find();
  }

  /// PromQL for what happened within the last `window`, one sample at most.
  ///
  /// @param window a duration of Prometheus: `5m`
  public String over(String window) {
    return namesWindow()
        ? "sum(\n%s\n)".formatted(WINDOW.matcher(text.strip()).replaceAll(window))
        : "sum(increase(%s[%s]))".formatted(text.strip(), window);
  }

  /// What is put into other PromQL must not end it.
  private static boolean isBalanced(String promql) {
    var open = new ArrayDeque<Character>();
    for (int i = 0; i < promql.length(); i++) {
      var c = promql.charAt(i);
      switch (c) {
        case '(', '[', '{' -> open.push(c);
        case ')', ']', '}' -> {
          if (open.isEmpty() || !open.pop().equals(CLOSES.get(c))) {
            return false;
          }
        }
        case '#' -> {
          var end = promql.indexOf('\n', i);
          i = end < 0 ? promql.length() : end;
        }
        case '"', '\'', '`' -> {
          i = endOfString(promql, i);
          if (i < 0) {
            return false;
          }
        }
        default -> {}
      }
    }
    return open.isEmpty();
  }

  private static int endOfString(String promql, int start) {
    var quote = promql.charAt(start);
    for (int i = start + 1; i < promql.length(); i++) {
      if (promql.charAt(i) == quote) {
        return i;
      }
      if (promql.charAt(i) == '\\' && quote != '`') {
        i++;
      }
    }
    return -1;
  }
}
