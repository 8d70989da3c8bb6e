package io.trustfabric.runner;

import java.util.regex.Pattern;

/// What went wrong, in words for a person.
public final class RunnerFailure extends RuntimeException {

  /// The API takes so much of a reason.
  private static final int LONGEST = 1_500;

  /// Digests say little in a reason, and the API takes long hex for a secret.
  private static final Pattern HEX = Pattern.compile("\\b([0-9a-fA-F]{8})[0-9a-fA-F]{16,}\\b");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+=_-]{24,}");

  RunnerFailure(String message) {
    super(message);
  }

  RunnerFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /// A failure's reason as the API takes it: one printable line, without what looks like a secret.
  static String reason(Throwable failure) {
    var text =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return reason(text);
  }

  static String reason(String text) {
    var line = text.replaceAll("[^\\x20-\\x7e]+", " ").replaceAll(" {2,}", " ").strip();
    line = HEX.matcher(line).replaceAll("$1...");
    line = BASE64.matcher(line).replaceAll(found -> found.group().substring(0, 20) + "...");
    return line.isEmpty() ? "unknown" : line.substring(0, Math.min(line.length(), LONGEST));
  }
}
