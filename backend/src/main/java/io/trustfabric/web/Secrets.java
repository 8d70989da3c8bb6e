package io.trustfabric.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Tells text that is a secret's value from text that names one.
///
/// Two degrees. What {@link #isCertain} knows has a form that only a secret has; it is looked for
/// everywhere. What {@link #looksLikeOne} adds is a judgement about random-looking words; it is
/// made only where nothing but a name is expected (see {@link NotASecret}).
public final class Secrets {

  /// Text past this length is not looked at: fields are far shorter, and no pattern may cost a
  /// request its time.
  private static final int READ = 100_000;

  /// Bounded and anchored throughout, so that hostile text cannot make matching slow.
  private static final Pattern CERTAIN =
      Pattern.compile(
          String.join(
              "|",
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY",
              // AWS access keys, long-lived and temporary
              "(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])",
              // GitHub
              "(?<![A-Za-z0-9])gh[opusr]_[A-Za-z0-9]{36}",
              "(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{22}",
              // Slack
              "(?<![A-Za-z0-9])xox[a-z]-[A-Za-z0-9-]{10}",
              // Stripe, live keys only: test keys are published on purpose
              "(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{16}",
              // Google
              "(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}",
              // JSON Web Tokens: a header that starts with {" and three parts
              "(?<![\\w-])eyJ[\\w-]{10,4096}+\\.[\\w-]{10,65536}+\\.[\\w-]{10}",
              // Credentials in an address, unless blanked out or a variable
              "://[^\\s/:@]{0,200}:(?![*x]{3}|[<$%{])[^\\s/:@]{1,200}@",
              // An assignment whose value has letters and digits, so that no sentence is one
              "(?<![\\w:/.-])(?i:password|passwd|pwd|secret|api[_-]?key|access[_-]?key|client[_-]?secret|token)"
                  + "[\"']?\\s{0,9}[=:]\\s{0,9}[\"']?(?=[^\\s\"']{0,200}[0-9])(?=[^\\s\"']{0,200}[A-Za-z])"
                  + "(?![*<$%{\\[])[^\\s\"',;&]{8}"));

  /// An assignment of anything, for text that should be a name.
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?<![\\w:/.-])(?i:password|passwd|pwd|secret|passphrase)[\"']?\\s{0,9}[=:]\\s{0,9}[^\\s,;&]{4}");

  private static final Pattern WORDS = Pattern.compile("[\\s,;\"'`<>()\\[\\]{}|\\\\]+");

  /// What is long and random and yet no secret: UUIDs, and digests that say what they are.
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
              + "|(?:sha(?:1|224|256|384|512)|md5)[:=-][0-9a-f]{32,128}");

  private static final Pattern HEX =
      Pattern.compile("(?<![A-Za-z0-9])[0-9a-fA-F]{32,}(?![A-Za-z0-9])");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=_-]{24,}");
  private static final Pattern LETTERS_AND_DIGITS = Pattern.compile("[A-Za-z0-9]{24,}");

  /// A password as generators make them; `$` before a brace is a variable.
  private static final Pattern GENERATED =
      Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*(?:[!^*]|\\$(?!\\{)))\\S{12,200}");

  /// Share of the highest entropy that text of its length can have, from which it counts as random.
  /// Random Base64 of 24 characters has about 0.93 of it, words run together at most 0.8.
  private static final double RANDOM = 0.85;

  /// Share of neighbours that differ in kind (upper case, lower case, digit, sign), from which text
  /// counts as random. Random Base64 has about 0.6, words in camel case with a year 0.25.
  private static final double MIXED = 0.3;

  /// Base64 has 64 signs, six bits each.
  private static final double MOST_BITS = 6;

  private Secrets() {}

  /// Whether the text holds something that only a secret looks like.
  public static boolean isCertain(String text) {
    return CERTAIN.matcher(head(text)).find();
  }

  /// Whether the text holds a secret's value as far as one can tell: something certain, an
  /// assignment, or a single word too random for a name: hex digits from 32 on, letters and digits
  /// or Base64 from 24 on, a generated password from 12 on. UUIDs, ARNs, digests that begin with
  /// their algorithm and paths are names.
  public static boolean looksLikeOne(String text) {
    var head = head(text);
    if (isCertain(head) || ASSIGNMENT.matcher(head).find()) {
      return true;
    }
    return WORDS
        .splitAsStream(head)
        .filter(word -> !word.startsWith("arn:"))
        .map(word -> NAMED.matcher(word).replaceAll(" "))
        .anyMatch(Secrets::isRandom);
  }

  /// JSON pointers to all text in the tree that is certainly a secret. A field's name that is one
  /// itself is left out of its pointer.
  static List<String> pointers(JsonNode tree) {
    var found = new ArrayList<String>();
    collect(tree, "", found);
    return found;
  }

  private static void collect(JsonNode node, String at, List<String> found) {
    if (node.isTextual()) {
      if (isCertain(node.textValue())) {
        found.add(at);
      }
    } else if (node.isObject()) {
      for (var property : node.properties()) {
        var hides = isCertain(property.getKey());
        var pointer = at + "/" + (hides ? "…" : escape(property.getKey()));
        if (hides) {
          found.add(pointer);
        }
        collect(property.getValue(), pointer, found);
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), at + "/" + i, found);
      }
    }
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String head(String text) {
    return text.length() <= READ ? text : text.substring(0, READ);
  }

  private static boolean isRandom(String word) {
    return HEX.matcher(word).results().anyMatch(hex -> hasLettersAndDigits(hex.group()))
        || LETTERS_AND_DIGITS.matcher(word).results().anyMatch(run -> isRandomRun(run.group()))
        || BASE64.matcher(word).results().anyMatch(run -> isRandomBase64(run.group()))
        || !word.contains("://") && GENERATED.matcher(word).matches();
  }

  private static boolean hasLettersAndDigits(String hex) {
    return hex.chars().anyMatch(Character::isDigit) && hex.chars().anyMatch(Character::isLetter);
  }

  private static boolean isRandomRun(String run) {
    return hasLettersAndDigits(run) && isMixed(run);
  }

  /// With signs in it a run may be a path or a name with hyphens: those have few capitals.
  private static boolean isRandomBase64(String run) {
    return run.chars().filter(Character::isUpperCase).count() >= 4
        && run.chars().filter(Character::isLowerCase).count() >= 4
        && run.chars().anyMatch(Character::isDigit)
        && isMixed(run);
  }

  private static boolean isMixed(String run) {
    var changes = 0;
    for (int i = 1; i < run.length(); i++) {
      changes += kind(run.charAt(i)) == kind(run.charAt(i - 1)) ? 0 : 1;
    }
    return changes >= MIXED * (run.length() - 1) && entropyShare(run) >= RANDOM;
  }

  private static int kind(char c) {
    if (c >= 'a' && c <= 'z') {
      return 0;
    }
    if (c >= 'A' && c <= 'Z') {
      return 1;
    }
    return c >= '0' && c <= '9' ? 2 : 3;
  }

  /// Shannon's entropy of the characters (C. E. Shannon, 1948), as a share of what text of this
  /// length could have at most.
  private static double entropyShare(String run) {
    var counts = new int[128];
    run.chars().forEach(c -> counts[c]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / run.length();
        bits -= share * log2(share);
      }
    }
    return bits / Math.min(log2(run.length()), MOST_BITS);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
