package io.trustfabric.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/// How much memory an auditor's bundle takes while it is sent. Its files are loaded past the API;
/// live heap is what is left right after a full collection, which the backend is made to do over
/// and over while it sends.
final class Bundles {

  /// The largest file that the API takes.
  private static final int FILE = 25 * 1024 * 1024;

  private static final int CHUNK = 256 * 1024;

  /// What may be added to the live heap, MiB.
  static final double TARGET = 64;

  private static final String PATH = "/api/trust/bundle?framework=soc2";

  private static final Pattern USED =
      Pattern.compile("(?:new|tenured) generation +total \\d+K, used (\\d+)K");

  private static final String REVISION =
      """
      INSERT INTO evidence_revisions (id, version, created_at, created_by_issuer, created_by_subject, updated_at,
        updated_by_issuer, updated_by_subject, metadata, personal_salt, evidence_id, number, content, content_sha256,
        controls, by_rationale, effective_from, author_issuer, author_subject, submitted_at, submitted_by_issuer,
        submitted_by_subject, approved_at, approved_by_issuer, approved_by_subject)
      VALUES (?::uuid, 0, now(), 'urn:bench', 'a', now(), 'urn:bench', 'a', '{}', decode(repeat('00', 16), 'hex'), ?::uuid, 1,
        ?, ?, '{soc2/CC6.1}', false, now() - interval '1 day', 'urn:bench', 'a', now() - interval '1 hour', 'urn:bench', 'a',
        now() - interval '1 hour', 'urn:bench', 'b')
      """;

  private static final String CONTENT =
      """
      {"evidenceType":"policy","files":[{"id":"%s","mediaType":"application/pdf","name":"%d.pdf","sha256":"%s","sizeBytes":%d}],\
      "links":[],"title":"Bench"}""";

  /// @param mebibytes of uploaded files in it
  /// @param received bytes of the archive
  /// @param firstByte seconds until the answer's first byte, seals included
  /// @param seconds until its last one, with all the collections
  /// @param before live heap before, MiB
  /// @param peak the most live heap that was seen meanwhile, MiB
  /// @param looks how often it was looked at
  record Result(
      long mebibytes,
      long received,
      double firstByte,
      double seconds,
      double before,
      double peak,
      int looks) {

    double added() {
      return Math.max(0, peak - before);
    }
  }

  private Bundles() {}

  static Result measure(Fabric fabric, int files) throws IOException, SQLException {
    try (var wire = fabric.compliance()) {
      wire.drain(PATH);
      load(fabric, files);
      var backend = fabric.backend();
      var before = live(backend);
      var ended = new AtomicBoolean();
      var watch = new Watch(backend, ended);
      watch.start();
      var begin = System.nanoTime();
      var drained = wire.drain(PATH);
      var seconds = (System.nanoTime() - begin) / 1e9;
      ended.set(true);
      watch.await();
      var mebibytes = (long) files * FILE >> 20;
      if (drained.bytes() < (long) files * FILE) {
        throw new IOException("the bundle does not hold its files");
      }
      return new Result(
          mebibytes,
          drained.bytes(),
          (drained.firstByteAt() - begin) / 1e9,
          seconds,
          before,
          Math.max(before, watch.peak),
          watch.looks);
    }
  }

  /// Collects and looks until the bundle has come.
  private static final class Watch extends Thread {
    private final long backend;
    private final AtomicBoolean ended;
    private double peak;
    private int looks;
    private IOException failure;

    Watch(long backend, AtomicBoolean ended) {
      this.backend = backend;
      this.ended = ended;
    }

    @Override
    public void run() {
      try {
        while (!ended.get()) {
          var live = live(backend);
          if (!ended.get()) {
            peak = Math.max(peak, live);
            looks++;
          }
          Threads.sleep(Duration.ofMillis(200));
        }
      } catch (IOException e) {
        failure = e;
      }
    }

    void await() throws IOException {
      try {
        join();
      } catch (InterruptedException e) {
        throw Threads.interrupted(e);
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  /// Live heap after a full collection, MiB.
  private static double live(long process) throws IOException {
    jcmd(process, "GC.run");
    var used = USED.matcher(jcmd(process, "GC.heap_info"));
    var kibibytes = 0L;
    while (used.find()) {
      kibibytes += Long.parseLong(used.group(1));
    }
    if (kibibytes == 0) {
      throw new IOException("the backend does not tell of its heap");
    }
    return kibibytes / 1024.0;
  }

  private static String jcmd(long process, String command) throws IOException {
    var tool = System.getProperty("java.home") + "/bin/jcmd";
    var run =
        new ProcessBuilder(tool, Long.toString(process), command).redirectErrorStream(true).start();
    return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void load(Fabric fabric, int files) throws SQLException {
    try (var connection = fabric.connect("superuser")) {
      try (var statement = connection.createStatement()) {
        // Not written by people, so neither keys nor rules of four eyes can hold.
        statement.execute("SET session_replication_role = replica");
      }
      connection.setAutoCommit(false);
      var random = new Random(11);
      for (int i = 0; i < files; i++) {
        load(connection, i, random);
        connection.commit();
      }
    }
  }

  private static void load(Connection connection, int number, Random random) throws SQLException {
    var file = UUID.randomUUID().toString();
    var digest = sha256();
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO evidence_file_chunks (file_id, number, bytes) VALUES (?::uuid, ?, ?)")) {
      var chunk = new byte[CHUNK];
      for (int i = 0; i < FILE / CHUNK; i++) {
        random.nextBytes(chunk);
        digest.update(chunk);
        insert.setString(1, file);
        insert.setInt(2, i);
        insert.setBytes(3, chunk);
        insert.executeUpdate();
      }
    }
    var sha256 = HexFormat.of().formatHex(digest.digest());
    var content = CONTENT.formatted(file, number, sha256, FILE);
    try (var insert = connection.prepareStatement(REVISION)) {
      insert.setString(1, UUID.randomUUID().toString());
      insert.setString(2, UUID.randomUUID().toString());
      insert.setString(3, content);
      insert.setString(
          4, HexFormat.of().formatHex(sha256().digest(content.getBytes(StandardCharsets.UTF_8))));
      insert.executeUpdate();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
