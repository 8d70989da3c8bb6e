package io.trustfabric.ledger.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A text with signatures below (C2SP signed-note).
///
/// @param text with a line feed at its end
/// @param signatures one or more
public record SignedNote(String text, List<Line> signatures) {

  private static final String DASH = "\u2014 ";

  /// No more bytes are read of a note.
  private static final int MOST = 65_536;

  /// One signature.
  ///
  /// @param name of the key
  /// @param hash 4 bytes that name the key
  public record Line(String name, byte[] hash, byte[] signature) {

    /// As it stands in the note, with the line feed.
    public String text() {
      var bytes = ByteBuffer.allocate(hash.length + signature.length).put(hash).put(signature);
      return DASH + name + " " + Base64.getEncoder().encodeToString(bytes.array()) + "\n";
    }

    /// @throws IllegalArgumentException when the line is no signature
    public static Line parse(String line) {
      var parts = line.split(" ", -1);
      if (!line.startsWith(DASH) || parts.length != 3 || !VerifierKey.isName(parts[1])) {
        throw new IllegalArgumentException("no signature line");
      }
      var bytes = Base64.getDecoder().decode(parts[2]);
      if (bytes.length < 5) {
        throw new IllegalArgumentException("no signature");
      }
      return new Line(
          parts[1], Arrays.copyOf(bytes, 4), Arrays.copyOfRange(bytes, 4, bytes.length));
    }

    /// Whether this is a true signature of that key on the text.
    boolean isOf(VerifierKey key, String text) {
      return name.equals(key.name())
          && Arrays.equals(hash, key.hash())
          && key.verifies(text, signature);
    }
  }

  /// @throws IllegalArgumentException when it is none
  public static SignedNote parse(String note) {
    var end = note.lastIndexOf("\n\n");
    if (note.length() > MOST || end < 0 || !note.endsWith("\n") || hasControls(note)) {
      throw new IllegalArgumentException("no signed note");
    }
    var lines = new ArrayList<Line>();
    note.substring(end + 2).lines().forEach(line -> lines.add(Line.parse(line)));
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a note without signature");
    }
    return new SignedNote(note.substring(0, end + 1), List.copyOf(lines));
  }

  private static boolean hasControls(String note) {
    return note.chars().anyMatch(c -> c < ' ' && c != '\n' || c == 0x7f);
  }

  /// The whole note.
  public String note() {
    var note = new StringBuilder(text).append('\n');
    signatures.forEach(line -> note.append(line.text()));
    return note.toString();
  }

  /// Whether one of the signatures is a true one of that key. Those of unknown keys do not matter.
  public boolean isSignedBy(VerifierKey key) {
    return signatures.stream().anyMatch(line -> line.isOf(key, text));
  }
}
