package io.trustfabric.ledger.seal;

import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.record.Ledger;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.Databases;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Rfc6962;
import io.trustfabric.testing.SealKeys;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.TlogVerifier;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SealedLedgerTest {

  private static final String AUDIT = "/api/audit";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Ledger ledger;

  @Test
  void every_line_comes_under_a_checkpoint_that_anybody_can_verify() throws SQLException {
    var position = sealed(Api.recorded("{}"));
    var note = checkpoint();
    assertThat(note.size()).isGreaterThan(position);
    var keys = as("viewer").get(AUDIT + "/keys").then().statusCode(200).extract().jsonPath();
    assertThat(keys.getString("origin")).isEqualTo(SealKeys.ORIGIN);
    assertThat(keys.getString("items[0].verifierKey")).startsWith(SealKeys.ORIGIN + "+");
    assertThat(keys.getLong("items[0].fromSize")).isPositive();
    assertThat(TlogVerifier.verify(admin()).size()).isGreaterThanOrEqualTo(note.size());
  }

  @Test
  void a_lines_proof_verifies_and_that_of_a_changed_line_does_not() {
    var position = sealed(Api.recorded("{}"));
    var proof = json(as("viewer").get(AUDIT + "/entries/" + position + "/proof").then());
    var entry = Base64.getDecoder().decode(proof.getString("entry"));
    assertThat(new String(entry, java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"action\":\"security_event.created\"");
    var leaf = Rfc6962.leaf(entry);
    var size = proof.getLong("treeSize");
    var root = bytes(proof.getString("rootSha256"));
    var hashes = hashes(proof);
    assertThat(leaf).isEqualTo(bytes(proof.getString("leafSha256")));
    assertThat(Rfc6962.isIncluded(leaf, position, size, hashes, root)).isTrue();
    entry[10] ^= 1;
    assertThat(Rfc6962.isIncluded(Rfc6962.leaf(entry), position, size, hashes, root)).isFalse();
    var checkpoint = Checkpoint.parse(SignedNote.parse(proof.getString("checkpoint")).text());
    assertThat(checkpoint.root()).isEqualTo(root);
    assertThat(checkpoint.size()).isEqualTo(size);
  }

  @Test
  void a_proof_file_holds_all_it_takes_to_verify_it_offline() {
    var position = sealed(Api.recorded("{}"));
    var answer = as("auditor").get(AUDIT + "/entries/" + position + "/tlog-proof").then();
    answer
        .statusCode(200)
        .header("Content-Type", "text/plain; charset=utf-8")
        .header(
            "Content-Disposition",
            "attachment; filename=\"entry-%d.tlog-proof\"".formatted(position));
    var text = answer.extract().asString();
    var lines = text.lines().toList();
    assertThat(lines.getFirst()).isEqualTo("c2sp.org/tlog-proof@v1");
    assertThat(lines.get(2)).isEqualTo("index " + position);
    var entry = Base64.getDecoder().decode(lines.get(1).substring("extra ".length()));
    var empty = lines.indexOf("");
    var path = lines.subList(3, empty).stream().map(Base64.getDecoder()::decode).toList();
    var note = SignedNote.parse(text.substring(text.indexOf("\n\n") + 2));
    var checkpoint = Checkpoint.parse(note.text());
    assertThat(note.isSignedBy(key())).isTrue();
    assertThat(
            Rfc6962.isIncluded(
                Rfc6962.leaf(entry), position, checkpoint.size(), path, checkpoint.root()))
        .isTrue();
  }

  @Test
  void a_line_about_no_record_is_shown_to_readers_of_the_whole_ledger_only() {
    as("auditor").get(AUDIT + "/entries").then().statusCode(200);
    var position = sealed("action = 'ledger.read'", PATIENCE);
    var path = AUDIT + "/entries/" + position + "/proof";
    assertThat(json(as("viewer").get(path).then()).getString("entry")).isNull();
    assertThat(json(as("engineer").get(path).then()).getString("leafSha256")).hasSize(64);
    assertThat(json(as("security").get(path).then()).getString("entry")).isNotNull();
    as("viewer")
        .get(AUDIT + "/entries/" + position + "/tlog-proof")
        .then()
        .statusCode(200)
        .body(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("extra ")));
  }

  @Test
  void a_row_of_a_batch_has_its_proof_up_to_the_checkpoint() {
    var events = new java.util.ArrayList<String>();
    for (int i = 0; i < 11; i++) {
      events.add(Api.event("{}"));
    }
    var created =
        json(
            as("security")
                .contentType("application/json")
                .body(events.toString())
                .post(Api.EVENTS + "/batch")
                .then(),
            201);
    assertThat(created.getInt("created")).isEqualTo(11);
    var position = sealed("action = 'security_event.batch_created'", PATIENCE);
    for (int i = 0; i < 11; i++) {
      var proof =
          json(as("viewer").get(AUDIT + "/entries/%d/rows/%d/proof".formatted(position, i)).then());
      var row = Base64.getDecoder().decode(proof.getString("row"));
      var root = proof.getString("rootSha256");
      assertThat(Rfc6962.isIncluded(Rfc6962.leaf(row), i, 11, hashes(proof), bytes(root))).isTrue();
      assertThat(proof.getInt("rows")).isEqualTo(11);
      assertThat(new String(Base64.getDecoder().decode(proof.getString("line.entry"))))
          .contains("\"rootSha256\":\"%s\"".formatted(root));
      var hashes = proof.getList("line.hashes", String.class).stream().map(SealedLedgerTest::bytes);
      assertThat(
              Rfc6962.isIncluded(
                  bytes(proof.getString("line.leafSha256")),
                  position,
                  proof.getLong("line.treeSize"),
                  hashes.toList(),
                  bytes(proof.getString("line.rootSha256"))))
          .isTrue();
    }
    var past = AUDIT + "/entries/%d/rows/11/proof".formatted(position);
    isProblem(as("viewer").get(past).then(), 404, "not-found");
    var noBatch = sealed(Api.recorded("{}"));
    isProblem(
        as("viewer").get(AUDIT + "/entries/%d/rows/0/proof".formatted(noBatch)).then(),
        404,
        "not-found");
  }

  @Test
  void the_ledger_of_a_size_is_proved_to_be_the_beginning_of_a_later_one() {
    sealed(Api.recorded("{}"));
    var earlier = checkpoint();
    sealed(Api.recorded("{}"));
    var later = checkpoint();
    var query = "?from=%d&to=%d".formatted(earlier.size(), later.size());
    var proof = json(as("viewer").get(AUDIT + "/consistency" + query).then());
    assertThat(bytes(proof.getString("fromRootSha256"))).isEqualTo(earlier.root());
    assertThat(
            Rfc6962.isConsistent(
                earlier.size(), earlier.root(), later.size(), later.root(), hashes(proof)))
        .isTrue();
    assertThat(proof.getString("checkpoint")).startsWith(later.text());
    var whole = json(as("viewer").get(AUDIT + "/consistency?from=1").then());
    assertThat(whole.getLong("toSize")).isGreaterThanOrEqualTo(later.size());
    assertThat(
            Rfc6962.isConsistent(
                1,
                bytes(whole.getString("fromRootSha256")),
                whole.getLong("toSize"),
                bytes(whole.getString("toRootSha256")),
                hashes(whole)))
        .isTrue();
  }

  @Test
  void bad_sizes_are_named_and_unknown_places_are_not_there() {
    var size = sealed(Api.recorded("{}"));
    var consistency = AUDIT + "/consistency";
    isInvalid(as("viewer").get(consistency).then(), "?from");
    isInvalid(as("viewer").get(consistency + "?from=0&to=x").then(), "?from", "?to");
    isInvalid(as("viewer").get(consistency + "?from=2&to=1").then(), "?to");
    isInvalid(as("viewer").get(consistency + "?from=1&to=" + (size + 1_000_000)).then(), "?to");
    isInvalid(as("viewer").get(consistency + "?from=" + (size + 1_000_000)).then(), "?from");
    for (var path :
        List.of(
            "/entries/" + (size + 1_000_000) + "/proof",
            "/entries/-1/proof",
            "/entries/x/proof",
            "/entries/" + (size + 1_000_000) + "/tlog-proof",
            "/tile/0/999",
            "/tile/8/000",
            "/tile/-1/000",
            "/tile/x/000",
            "/tile/0/0",
            "/tile/0/000.p/256",
            "/tile/0/x000/000",
            "/tile/7/000.p/1",
            "/tile/entries/999",
            "/tile/entries/000.p/0")) {
      isProblem(as("auditor").get(AUDIT + path).then(), 404, "not-found");
    }
    for (var path : List.of("/tile/0/000.p/1", "/tile/entries/000.p/1")) {
      isProblem(as("viewer").get(AUDIT + path).then(), 403, "forbidden");
    }
  }

  @Test
  void a_program_that_knows_the_format_reads_the_whole_tree_from_tiles_and_bundles()
      throws SQLException {
    write(700);
    var size = awaitSealed();
    var checkpoint = checkpoint();
    assertThat(checkpoint.size()).isGreaterThanOrEqualTo(size);
    var leaves = new ByteArrayOutputStream();
    var tree = new Rfc6962.Growing();
    for (long tile = 0; tile * 256 < checkpoint.size(); tile++) {
      var width = (int) Math.min(256, checkpoint.size() - tile * 256);
      var path = "%03d%s".formatted(tile, width < 256 ? ".p/" + width : "");
      var answer = as("auditor").get(AUDIT + "/tile/0/" + path).then().statusCode(200);
      answer
          .header("Content-Type", "application/octet-stream")
          .header("Cache-Control", "private, max-age=31536000, immutable");
      var hashes = answer.extract().asByteArray();
      assertThat(hashes).hasSize(width * 32);
      leaves.writeBytes(hashes);
      var bundle =
          as("auditor").get(AUDIT + "/tile/entries/" + path).then().statusCode(200).extract();
      var bytes = bundle.asByteArray();
      var at = 0;
      for (int i = 0; i < width; i++) {
        var length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        var leaf = Rfc6962.leaf(Arrays.copyOfRange(bytes, at + 2, at + 2 + length));
        assertThat(leaf).isEqualTo(Arrays.copyOfRange(hashes, i * 32, i * 32 + 32));
        tree.add(leaf);
        at += 2 + length;
      }
      assertThat(at).isEqualTo(bytes.length);
    }
    assertThat(tree.root()).isEqualTo(checkpoint.root());
    var above = checkpoint.size() / 256;
    var second = as("admin").get(AUDIT + "/tile/1/000.p/" + above).then().statusCode(200).extract();
    assertThat(second.asByteArray()).hasSize((int) above * 32);
    var first = new Rfc6962.Growing();
    for (int i = 0; i < 256; i++) {
      first.add(Arrays.copyOfRange(leaves.toByteArray(), i * 32, i * 32 + 32));
    }
    assertThat(Arrays.copyOf(second.asByteArray(), 32)).isEqualTo(first.root());
    var read = sealed("action = 'ledger.read'", PATIENCE);
    assertThat(read).isGreaterThanOrEqualTo(checkpoint.size());
  }

  /// Leaders that each believe in themselves: what a lock can no longer prevent, keys must.
  @Test
  void sealers_that_write_at_the_same_time_fork_nothing_whatever_their_keys() throws Exception {
    var before = Sql.number("SELECT count(*) FROM ledger_keys");
    var work = new java.util.ArrayList<java.util.concurrent.Callable<Integer>>();
    for (int i = 0; i < 3; i++) {
      work.add(() -> sealAgain(SealKeys.newSeed()));
    }
    work.add(
        () -> {
          for (int i = 0; i < 40; i++) {
            write(97);
            Await.sleep(20);
          }
          return 0;
        });
    assertThat(Together.run(work).stream().mapToInt(Integer::intValue).sum()).isPositive();
    Api.recorded("{}");
    awaitSealed();
    var report = TlogVerifier.verify(admin());
    assertThat((long) report.keys()).isGreaterThan(before);
    assertThat(Sql.number("SELECT count(*) FROM audit_log WHERE action = 'ledger_key.began'"))
        .isEqualTo(Sql.number("SELECT count(*) FROM ledger_keys"));
  }

  /// @return how many checkpoints it has signed
  private int sealAgain(String seed) throws SQLException {
    var sealer = sealer(seed);
    var signed = 0;
    for (int i = 0; i < 20; i++) {
      try (var connection = asApp()) {
        connection.setAutoCommit(false);
        sealer.begins(connection);
        for (int round = 0; round < 10; round++) {
          var size = Sql.number("SELECT max(tree_size) FROM ledger_checkpoints");
          sealer.round(connection, true);
          signed += Sql.number("SELECT max(tree_size) FROM ledger_checkpoints") > size ? 1 : 0;
          Await.sleep(5);
        }
      } catch (SQLException e) {
        assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("23505");
      }
    }
    return signed;
  }

  private Sealer sealer(String seed) {
    var config = config(Optional.of(seed), Optional.empty(), false);
    var keys = new SealingKeys(config, ledger, true);
    keys.check(null);
    return new Sealer(config, keys, unguarded(), new SimpleMeterRegistry());
  }

  private static SealGuard unguarded() {
    return new SealGuard() {
      @Override
      public void leads() {}

      @Override
      public String objection(int epoch) {
        return null;
      }
    };
  }

  @Test
  void nothing_leads_without_a_key_and_a_name_or_by_a_key_for_development() throws Exception {
    var none = config(Optional.empty(), Optional.empty(), false);
    assertThatThrownBy(() -> new SealingKeys(none, ledger, true).check(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trust-fabric.seal.key-file");
    assertThatCode(() -> new SealingKeys(none, ledger, false).check(null))
        .doesNotThrowAnyException();
    var file = Files.createTempFile("key", ".pem");
    try {
      var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      Files.writeString(
          file,
          "Made by make run for %s.\n-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
              .formatted(
                  Signer.FOR_DEVELOPMENT, Base64.getEncoder().encodeToString(key.getEncoded())));
      var refused = config(Optional.empty(), Optional.of(file), false);
      assertThatThrownBy(() -> new SealingKeys(refused, ledger, true).check(null))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("made for development");
      var allowed = config(Optional.empty(), Optional.of(file), true);
      assertThatCode(() -> new SealingKeys(allowed, ledger, true).check(null))
          .doesNotThrowAnyException();
    } finally {
      Files.delete(file);
    }
  }

  private static SealConfig config(Optional<String> key, Optional<Path> file, boolean development) {
    return new SealConfig() {
      @Override
      public Optional<String> origin() {
        return Optional.of(SealKeys.ORIGIN);
      }

      @Override
      public Optional<String> key() {
        return key;
      }

      @Override
      public Optional<Path> keyFile() {
        return file;
      }

      @Override
      public boolean developmentKey() {
        return development;
      }

      @Override
      public Duration every() {
        return Duration.ofMillis(1);
      }
    };
  }

  /// Lines as the application's role writes them.
  private static void write(int lines) throws SQLException {
    try (var connection = asApp();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          WITH lines AS (
            INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action, record_type, bytes)
            SELECT 1, '2026-01-31T10:00:00Z', 'urn:test', 'writer', 'test.noted', 'test', convert_to(
              '{"action":"test.noted","actor":{"issuer":"urn:test","subject":"writer"},"formatVersion":1,"occurredAt":"2026-01-31T10:00:00.000000Z","recordType":"test"}', 'UTF8')
            FROM generate_series(1, %d) RETURNING id)
          INSERT INTO ledger_pending SELECT id FROM lines
          """
              .formatted(lines));
    }
  }

  private static Connection asApp() throws SQLException {
    return DriverManager.getConnection(
        ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class),
        Databases.APP,
        Databases.APP);
  }

  private static String admin() {
    return System.getProperty(PostgresResource.ADMIN_URL);
  }

  private static VerifierKey key() {
    return VerifierKey.parse(
        Sql.one("SELECT verifier_key FROM ledger_keys ORDER BY from_size DESC LIMIT 1"));
  }

  private static Checkpoint checkpoint() {
    var note = as("viewer").get(AUDIT + "/checkpoint").then().statusCode(200);
    note.header("Content-Type", "text/plain; charset=utf-8").header("Cache-Control", "no-store");
    return Checkpoint.parse(SignedNote.parse(note.extract().asString()).text());
  }

  /// The position of a record's newest line, once it is sealed.
  private static long sealed(String recordId) {
    return sealed("record_id = '%s'".formatted(recordId), PATIENCE);
  }

  private static long sealed(String line, Duration patience) {
    var position =
        """
        SELECT position FROM ledger_positions JOIN audit_log ON id = line_id WHERE line_id = (
          SELECT max(id) FROM audit_log WHERE %s) AND position < (SELECT max(tree_size) FROM ledger_checkpoints)
        """
            .formatted(line);
    Await.until("the line is sealed", patience, () -> Sql.one(position) != null);
    return Sql.number(position);
  }

  /// How many lines are sealed, once all that are there now are.
  private static long awaitSealed() {
    var lines = Sql.number("SELECT count(*) FROM audit_log");
    Await.until(
        "all is sealed",
        PATIENCE,
        () -> Sql.number("SELECT coalesce(max(tree_size), 0) FROM ledger_checkpoints") >= lines);
    return lines;
  }

  private static JsonPath json(ValidatableResponse answer) {
    return json(answer, 200);
  }

  private static JsonPath json(ValidatableResponse answer, int status) {
    return answer.statusCode(status).extract().jsonPath();
  }

  private static List<byte[]> hashes(JsonPath proof) {
    return proof.getList("hashes", String.class).stream().map(SealedLedgerTest::bytes).toList();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
