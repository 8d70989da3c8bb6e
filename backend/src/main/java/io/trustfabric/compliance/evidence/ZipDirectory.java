package io.trustfabric.compliance.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The names in a ZIP archive, from the directory at its end (APPNOTE.TXT 4.3.12, 4.3.16). Nothing
/// is unpacked.
///
/// @param names empty where the directory is too long to be looked at
record ZipDirectory(Set<String> names) {

  private static final int END = 0x06054b50;
  private static final int ENTRY = 0x02014b50;
  private static final int END_LENGTH = 22;
  private static final int ENTRY_LENGTH = 46;

  boolean has(String name) {
    return names.contains(name);
  }

  boolean hasMacros() {
    return names.stream().anyMatch(n -> n.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin"));
  }

  /// Reads the directory.
  ///
  /// @param tail the archive's last bytes
  /// @param size of the whole archive
  /// @return null when there is none, or it is not where its end record says
  static ZipDirectory of(byte[] tail, long size) {
    var bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    for (int end = tail.length - END_LENGTH; end >= 0; end--) {
      if (bytes.getInt(end) == END
          && end + END_LENGTH + unsigned(bytes.getShort(end + 20)) == tail.length) {
        var length = Integer.toUnsignedLong(bytes.getInt(end + 12));
        var offset = Integer.toUnsignedLong(bytes.getInt(end + 16));
        var start = end - length;
        if (offset + length != size - (tail.length - end)) {
          return null;
        }
        return start < 0 ? new ZipDirectory(Set.of()) : read(bytes, (int) start, end);
      }
    }
    return null;
  }

  private static ZipDirectory read(ByteBuffer bytes, int start, int end) {
    var names = new TreeSet<String>();
    for (int at = start; at < end; ) {
      if (at + ENTRY_LENGTH > end || bytes.getInt(at) != ENTRY) {
        return null;
      }
      var length = unsigned(bytes.getShort(at + 28));
      var beside = unsigned(bytes.getShort(at + 30)) + unsigned(bytes.getShort(at + 32));
      if (at + ENTRY_LENGTH + length + beside > end) {
        return null;
      }
      names.add(new String(bytes.array(), at + ENTRY_LENGTH, length, StandardCharsets.UTF_8));
      at += ENTRY_LENGTH + length + beside;
    }
    return new ZipDirectory(names);
  }

  private static int unsigned(short value) {
    return Short.toUnsignedInt(value);
  }
}
