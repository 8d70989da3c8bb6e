package io.trustfabric.compliance.evidence;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Looks at a file's bytes as they pass and tells whether they are what its name claims: by
/// signature at the beginning, by what has to stand at the end, and, of text, by every byte.
final class FileContent {

  /// How much of the end is kept: enough for a ZIP archive's end record with the longest comment,
  /// and for the directory of an office document.
  private static final int TAIL = 512 * 1024;

  private static final byte[] PDF = ascii("%PDF-");
  private static final byte[] PDF_END = ascii("%%EOF");
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] PNG_END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82
  };
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final FileType type;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer characters = CharBuffer.allocate(8 * 1024);

  /// What of a character's bytes came at the end of the last portion.
  private byte[] undecoded = {};

  private byte[] head = {};
  private byte[] tail = {};
  private boolean isText = true;
  private long size;

  FileContent(FileType type) {
    this.type = type;
  }

  /// The next bytes of the file.
  void add(byte[] bytes) {
    if (size == 0) {
      head = Arrays.copyOf(bytes, Math.min(bytes.length, 16));
    }
    size += bytes.length;
    if (type.isText()) {
      isText = isText && isText(bytes, false);
    } else {
      var kept = Math.max(0, Math.min(tail.length, TAIL - bytes.length));
      var longer = Arrays.copyOfRange(tail, tail.length - kept, tail.length + bytes.length);
      System.arraycopy(bytes, 0, longer, kept, bytes.length);
      tail = longer;
    }
  }

  /// What is wrong with it, said of the file; null when it is what its name claims.
  String fault() {
    return switch (type) {
      case PDF -> starts(PDF) && lastIndexOf(PDF_END, 1_024) >= 0 ? null : "is no PDF document";
      case PNG -> starts(PNG) && ends(PNG_END) ? null : "is no PNG image";
      case JPEG -> starts(JPEG) && ends(JPEG_END) ? null : "is no JPEG image";
      case ZIP -> starts(ZIP) && ZipDirectory.of(tail, size) != null ? null : "is no ZIP archive";
      case DOCX, XLSX, PPTX -> office();
      case JSON, XML, CSV, MARKDOWN, TEXT ->
          isText && isText(new byte[0], true) ? null : "is no text in UTF-8";
    };
  }

  private String office() {
    var directory = starts(ZIP) ? ZipDirectory.of(tail, size) : null;
    if (directory == null
        || !directory.has("[Content_Types].xml")
        || !directory.has(type.officePart())) {
      return "is no %s document".formatted(type.name().toLowerCase(Locale.ROOT));
    }
    return directory.hasMacros() ? "holds macros, which are not taken" : null;
  }

  private boolean starts(byte[] signature) {
    return head.length >= signature.length
        && Arrays.equals(head, 0, signature.length, signature, 0, signature.length);
  }

  private boolean ends(byte[] signature) {
    var from = tail.length - signature.length;
    return from >= 0 && Arrays.equals(tail, from, tail.length, signature, 0, signature.length);
  }

  /// Where in the last bytes something stands for the last time; negative when it does not.
  private int lastIndexOf(byte[] what, int within) {
    for (int i = tail.length - what.length; i >= Math.max(0, tail.length - within); i--) {
      if (Arrays.equals(tail, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }

  /// Whether the bytes go on as UTF-8 without control characters other than white space.
  private boolean isText(byte[] bytes, boolean last) {
    var in = ByteBuffer.allocate(undecoded.length + bytes.length);
    in.put(undecoded).put(bytes).flip();
    while (true) {
      characters.clear();
      var result = decoder.decode(in, characters, last);
      characters.flip();
      while (characters.hasRemaining()) {
        var c = characters.get();
        if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
          return false;
        }
      }
      if (result.isError()) {
        return false;
      }
      if (result == CoderResult.UNDERFLOW) {
        undecoded = new byte[in.remaining()];
        in.get(undecoded);
        return !last || undecoded.length == 0;
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
