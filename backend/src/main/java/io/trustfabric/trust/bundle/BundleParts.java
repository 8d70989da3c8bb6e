package io.trustfabric.trust.bundle;

import io.trustfabric.record.Canonical;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// A bundle before it is sent: its small parts, compressed in a temporary file that nobody else can
/// open, and which uploaded files come with it. In memory are names and digests only.
final class BundleParts implements Closeable {

  /// No clock's word: the same parts make the same bytes. Two seconds later than the format's first
  /// moment, to which Java would add a longer form.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

  private final FileChannel file;
  private final ZipOutputStream zip;
  private final Map<String, String> digests = new LinkedHashMap<>();
  private final List<Upload> uploads = new ArrayList<>();

  /// An uploaded file that is read when it is sent.
  ///
  /// @param sha256 as it was computed on upload; hex
  record Upload(String path, UUID fileId, String mediaType, long size, String sha256) {}

  /// What one part consists of.
  interface Content {
    void writeTo(OutputStream out) throws IOException, SQLException;
  }

  BundleParts() {
    try {
      var path = Files.createTempFile("auditor-bundle", null);
      file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      // Open it stays readable; without a name it is gone with this process, whatever happens.
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("a bundle has no room", e);
    }
    zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
  }

  void add(String path, byte[] bytes) throws SQLException {
    add(path, out -> out.write(bytes));
  }

  void add(String path, String text) throws SQLException {
    add(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void add(String path, Content content) throws SQLException {
    try {
      zip.putNextEntry(entry(path));
      var digest = sha256();
      content.writeTo(new DigestOutputStream(new Unclosed(zip), digest));
      zip.closeEntry();
      if (digests.put(path, HexFormat.of().formatHex(digest.digest())) != null) {
        throw new IllegalStateException("a bundle has two of " + path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a part of a bundle cannot be written", e);
    }
  }

  void add(Upload upload) {
    uploads.add(upload);
  }

  boolean has(String path) {
    return digests.containsKey(path);
  }

  /// As `sha256sum` writes and checks it, in the order of the archive.
  byte[] manifest() {
    var lines = new StringBuilder();
    digests.forEach((path, sha256) -> line(lines, sha256, path));
    uploads.forEach(upload -> line(lines, upload.sha256, upload.path));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder lines, String sha256, String path) {
    lines.append(sha256).append("  ").append(path).append('\n');
  }

  String manifestSha256() {
    return Canonical.sha256Hex(manifest());
  }

  int count() {
    return digests.size() + uploads.size();
  }

  List<Upload> uploads() {
    return uploads;
  }

  /// Copies all parts into an archive that is sent.
  void copyInto(ZipOutputStream archive) throws IOException {
    zip.finish();
    zip.flush();
    file.position(0);
    // Not closed: that is for the one who closes the parts.
    var parts = new ZipInputStream(new BufferedInputStream(Channels.newInputStream(file)));
    for (var part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
      archive.putNextEntry(entry(part.getName()));
      parts.transferTo(archive);
      archive.closeEntry();
    }
  }

  static ZipEntry entry(String path) {
    var entry = new ZipEntry(path);
    entry.setTimeLocal(TIME);
    return entry;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One part's end is not the archive's.
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
