package io.trustfabric.trust.bundle;

import io.trustfabric.compliance.evidence.ChunkStream;
import io.trustfabric.compliance.evidence.FileChunks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipOutputStream;
import org.jboss.logging.Logger;

/// A bundle that can be sent, once. Uploaded files are read from where they are stored, a chunk at
/// a time; one that is not what its digest says breaks the archive off before its directory, so
/// that nobody can take the rest for whole.
///
/// @param parts all but the uploads
/// @param seal the proof that the ledger knows the manifest
record PreparedBundle(BundleParts parts, String seal, FileChunks chunks) {

  private static final Logger LOG = Logger.getLogger(PreparedBundle.class);

  /// What is not worth compressing again.
  private static final Set<String> COMPRESSED =
      Set.of("application/pdf", "image/png", "image/jpeg", "application/zip");

  private static final String OFFICE = "application/vnd.openxmlformats";

  void writeTo(OutputStream out) throws IOException {
    try (parts) {
      var archive = new ZipOutputStream(out);
      archive.setLevel(Deflater.BEST_SPEED);
      parts.copyInto(archive);
      for (var upload : parts.uploads()) {
        send(upload, archive);
      }
      archive.setLevel(Deflater.BEST_SPEED);
      send(BundlePlaces.MANIFEST, parts.manifest(), archive);
      send(BundlePlaces.SEAL, seal.getBytes(StandardCharsets.UTF_8), archive);
      archive.finish();
    }
  }

  private static void send(String path, byte[] bytes, ZipOutputStream archive) throws IOException {
    archive.putNextEntry(BundleParts.entry(path));
    archive.write(bytes);
    archive.closeEntry();
  }

  private void send(BundleParts.Upload upload, ZipOutputStream archive) throws IOException {
    var isCompressed =
        COMPRESSED.contains(upload.mediaType()) || upload.mediaType().startsWith(OFFICE);
    archive.setLevel(isCompressed ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
    archive.putNextEntry(BundleParts.entry(upload.path()));
    var digest = BundleParts.sha256();
    try (InputStream bytes =
        new DigestInputStream(new ChunkStream(chunks, upload.fileId()), digest)) {
      bytes.transferTo(archive);
    }
    archive.closeEntry();
    if (!HexFormat.of().formatHex(digest.digest()).equals(upload.sha256())) {
      LOG.errorf("evidence file %s is not what its digest says", upload.fileId());
      throw new IOException("a file is not what its digest says");
    }
  }
}
