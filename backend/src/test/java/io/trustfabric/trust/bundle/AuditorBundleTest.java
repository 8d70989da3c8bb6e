package io.trustfabric.trust.bundle;

import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.compliance.evidence.People;
import io.trustfabric.compliance.oscal.OscalSchemas;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.TlogProgram;
import io.trustfabric.testing.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The auditor's bundle, verified by the program of infra/verify, which knows nothing of our code.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditorBundleTest {

  private static final String BUNDLE = "/api/trust/bundle";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void an_auditor_verifies_offline_what_was_taken() throws Exception {
    var linked = fromBatch();
    var evidence =
        People.approved(
            """
            {"framework": "iso27001", "controlId": "A.5.18", "controls": [], "title": "Rights", "links": [
              {"recordType": "security_event", "recordId": "%s"}]}
            """
                .formatted(linked));
    var bundle = taken("iso27001");
    var files = unpacked(bundle);
    var upload =
        files.keySet().stream()
            .filter(name -> name.startsWith("evidence/" + evidence + "/files/"))
            .findFirst()
            .orElseThrow();
    assertThat(upload).endsWith("/policy.pdf");
    assertThat(files.get(upload)).isEqualTo(People.PDF);
    assertThat(files)
        .containsKeys(
            "evidence/%s/revisions/2.json".formatted(evidence),
            "evidence/%s/revisions/2.approval.json".formatted(evidence),
            "ledger/records/security_event/%s.ndjson".formatted(linked));
    assertThat(text(files, BundlePlaces.STATEMENT)).contains(evidence + " revision 2");
    assertThat(json(files, BundlePlaces.COVERAGE).at("/population/items").toString())
        .contains(evidence);
    assertThat(json(files, BundlePlaces.SCORE).at("/domains/0/claims/0/reasons").isArray())
        .isTrue();
    var verified = verify(bundle, true);
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("VERIFIED", "iso27001", "taken by auditor of");
    var alone = verify(bundle, false);
    assertThat(alone.exitCode()).as(alone.output()).isZero();
    assertThat(alone.output()).contains("do not show who made it");
  }

  @Test
  void its_oscal_is_valid_and_refers_to_nothing_outside() throws Exception {
    People.approved("{\"links\": []}");
    var files = unpacked(taken("soc2"));
    for (var kind : List.of("catalog", "assessment-plan", "assessment-results")) {
      var document = json(files, "oscal/%s.json".formatted(kind));
      if (OscalSchemas.areHere()) {
        assertThat(OscalSchemas.faults(kind, document)).as(kind).isEmpty();
      }
      var uuids = document.findValuesAsText("uuid");
      for (var href : document.findValuesAsText("href")) {
        if (href.startsWith("#")) {
          assertThat(uuids).contains(href.substring(1));
        } else {
          assertThat(files).containsKey(Path.of("oscal", href).normalize().toString());
        }
      }
    }
  }

  @Test
  void a_download_is_a_line_that_names_who_took_what() throws Exception {
    var before = lines();
    var bundle = taken("gdpr");
    assertThat(lines()).isEqualTo(before + 1);
    var manifest = unpacked(bundle).get(BundlePlaces.MANIFEST);
    as("auditor")
        .get("/api/audit/entries?action=auditor_bundle.downloaded&limit=1")
        .then()
        .statusCode(200)
        .body("items[0].actor.subject", org.hamcrest.Matchers.is("auditor"))
        .body("items[0].recordType", org.hamcrest.Matchers.is("auditor_bundle"))
        .body("items[0].change.framework", org.hamcrest.Matchers.is("gdpr"))
        .body("items[0].change.manifestSha256", org.hamcrest.Matchers.is(sha256(manifest)));
  }

  @Test
  void whatever_is_done_to_a_bundle_is_found() throws Exception {
    People.approved(
        "{\"framework\": \"hipaa\", \"controlId\": \"164.308(a)(4)(ii)(B)\", \"controls\": []}");
    var other = taken("hipaa");
    var bundle = taken("hipaa");
    var sound = verify(bundle, true);
    assertThat(sound.exitCode()).as(sound.output()).isZero();
    var random = new Random(7);
    for (int i = 0; i < 8; i++) {
      var changed = bundle.clone();
      var at = random.nextInt(changed.length);
      changed[at] ^= (byte) 0xff;
      isFound("byte %d of %d turned".formatted(at, changed.length), changed);
    }
    for (var tampering : tamperings(unpacked(other)).entrySet()) {
      var files = unpacked(bundle);
      tampering.getValue().accept(files);
      isFound(tampering.getKey(), packed(files));
      files.put(BundlePlaces.MANIFEST, manifest(files));
      isFound(tampering.getKey() + ", with a manifest to it", packed(files));
    }
    var files = unpacked(bundle);
    files.put(BundlePlaces.SEAL, unpacked(other).get(BundlePlaces.SEAL));
    isFound("another download's seal", packed(files));
    files.remove(BundlePlaces.SEAL);
    isFound("no seal", packed(files));
    isFound("bytes after its end", joined(bundle, new byte[] {0}));
    isFound("bytes before it", joined(new byte[] {0}, bundle));
    isFound("cut off", java.util.Arrays.copyOf(bundle, bundle.length - 1));
  }

  private static Map<String, Consumer<Map<String, byte[]>>> tamperings(Map<String, byte[]> other) {
    return Map.of(
        "a file flipped", files -> files.get(first(files, "evidence/", ".pdf"))[3] ^= 1,
        "a file removed", files -> files.remove(first(files, "evidence/", ".pdf")),
        "a file added", files -> files.put("evidence/note.txt", new byte[] {'x'}),
        "files exchanged",
            files -> {
              var results = files.put(BundlePlaces.RESULTS, files.get(BundlePlaces.PLAN));
              files.put(BundlePlaces.PLAN, results);
            },
        "an approval edited",
            files -> replace(files, first(files, "evidence/", ".approval.json"), "enzo", "elsa"),
        "a line less",
            files -> {
              var name = first(files, "ledger/records/compliance_evidence/", "");
              var text = text(files, name);
              files.put(
                  name, text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
            },
        "the score raised",
            files -> replace(files, BundlePlaces.SCORE, "\"formula\" : 1", "\"formula\" : 2"),
        "the checkpoint of another download",
            files -> files.put(BundlePlaces.CHECKPOINT, other.get(BundlePlaces.CHECKPOINT)),
        "another key",
            files -> files.put(BundlePlaces.KEYS, "none".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_stored_file_that_is_no_longer_itself_breaks_the_download_off() throws Exception {
    var id =
        People.approved("{\"framework\": \"gdpr\", \"controlId\": \"Art.30\", \"controls\": []}");
    var file = Api.get(Api.EVIDENCE + "/" + id).extract().<String>path("files[0].id");
    try {
      change(file, "overlay(bytes placing '\\x00' from 3)");
      assertThatThrownBy(
              () -> unpackedWhole(as("auditor").get(BUNDLE + "?framework=gdpr").asByteArray()))
          .isNotNull();
    } finally {
      change(file, "'\\x" + HexFormat.of().formatHex(People.PDF) + "'");
    }
    unpackedWhole(taken("gdpr"));
  }

  /// As the database's owner.
  private static void change(String fileId, String bytes) {
    Sql.run("ALTER TABLE evidence_file_chunks DISABLE TRIGGER USER");
    Sql.run(
        "UPDATE evidence_file_chunks SET bytes = %s WHERE file_id = '%s'".formatted(bytes, fileId));
    Sql.run("ALTER TABLE evidence_file_chunks ENABLE TRIGGER USER");
  }

  @Test
  void what_two_people_erased_is_left_out_and_all_else_still_proved() throws Exception {
    var secret = "PERSONAL" + UUID.randomUUID();
    var event = Api.recorded("{\"title\": \"%s\"}".formatted(secret));
    People.approved(
        """
        {"framework": "iso27001", "controlId": "A.8.16", "controls": [], "links": [
          {"recordType": "security_event", "recordId": "%s"}]}
        """
            .formatted(event));
    var name = "ledger/records/security_event/%s.ndjson".formatted(event);
    assertThat(text(unpacked(taken("iso27001")), name)).contains(secret);
    erase(event);
    var bundle = taken("iso27001");
    assertThat(text(unpacked(bundle), name)).doesNotContain(secret);
    var verified = verify(bundle, true);
    assertThat(verified.exitCode()).as(verified.output()).isZero();
  }

  @Test
  void who_may_not_take_it_and_what_cannot_be_asked_leave_no_line() {
    var before = lines();
    for (var role : List.of("viewer", "engineer", "security")) {
      isProblem(as(role).get(BUNDLE + "?framework=soc2").then(), 403, "forbidden");
    }
    isInvalid(ask(""), "?framework");
    isInvalid(ask("?framework=pci&from=yesterday&to=today"), "?framework", "?from", "?to");
    isInvalid(ask("?framework=soc2&to=2999-01-01T00:00:00Z"), "?to");
    isInvalid(ask("?framework=soc2&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"), "?from");
    isInvalid(ask("?framework=soc2&from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"), "?from");
    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void a_past_period_has_what_counted_then() throws Exception {
    var id =
        People.approved("{\"framework\": \"gdpr\", \"controlId\": \"Art.32\", \"controls\": []}");
    var files =
        unpacked(
            as("compliance")
                .get(BUNDLE + "?framework=gdpr&from=2025-01-01T00:00:00Z&to=2025-02-01T00:00:00Z")
                .then()
                .statusCode(200)
                .header(
                    "Content-Disposition",
                    "attachment; filename=\"auditor-bundle-gdpr-2025-01-01-2025-02-01.zip\"")
                .extract()
                .asByteArray());
    assertThat(files.keySet()).noneMatch(name -> name.contains(id));
    assertThat(json(files, BundlePlaces.ABOUT).at("/preparedFor/subject").textValue())
        .isEqualTo("compliance");
  }

  private static io.restassured.response.ValidatableResponse ask(String query) {
    return as("auditor").get(BUNDLE + query).then();
  }

  private static byte[] taken(String framework) {
    return ask("?framework=%s&to=%s".formatted(framework, Instant.now()))
        .statusCode(200)
        .contentType("application/zip")
        .header("Cache-Control", "no-store")
        .extract()
        .asByteArray();
  }

  private static long lines() {
    return Sql.number("SELECT count(*) FROM audit_log WHERE action = 'auditor_bundle.downloaded'");
  }

  /// The id of an event that came with others in one line.
  private static String fromBatch() {
    var title = "batch " + UUID.randomUUID();
    var one = Api.event("{\"title\": \"%s\"}".formatted(title));
    Api.post(Api.EVENTS + "/batch", "[%s,%s,%s]".formatted(Api.event("{}"), one, Api.event("{}")));
    return Sql.one("SELECT id::text FROM security_events WHERE title = ?", title);
  }

  private static void erase(String event) {
    var approval =
        Api.with(Tokens.person("admin"))
            .contentType("application/json")
            .body(
                """
                {"recordType": "security_event", "recordId": "%s", "fields": ["/title"],
                 "gdprReference": "DSR-7", "reason": "Asked for."}
                """
                    .formatted(event))
            .post("/api/audit/erasures")
            .then()
            .statusCode(202)
            .extract()
            .<String>path("id");
    Api.compliance(
            "POST",
            "/api/approvals/%s/decision".formatted(approval),
            "{\"decision\": \"approved\", \"reason\": \"Checked.\"}")
        .statusCode(200);
  }

  private io.trustfabric.testing.Tools.Run verify(byte[] bundle, boolean keyGiven)
      throws Exception {
    var file = folder.resolve("bundle.zip");
    Files.write(file, bundle);
    var keys = folder.resolve("keys");
    Files.writeString(
        keys, as("viewer").get("/api/audit/keys").then().extract().path("items[0].verifierKey"));
    return keyGiven
        ? TlogProgram.run("bundle", "-keys", keys.toString(), file.toString())
        : TlogProgram.run("bundle", file.toString());
  }

  private void isFound(String what, byte[] bundle) throws Exception {
    var run = verify(bundle, true);
    assertThat(run.exitCode()).as(what + ": " + run.output()).isEqualTo(1);
  }

  private static Map<String, byte[]> unpacked(byte[] bundle) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    var archive = new ZipInputStream(new ByteArrayInputStream(bundle));
    for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
      files.put(entry.getName(), archive.readAllBytes());
    }
    assertThat(files).containsKeys(BundlePlaces.README, BundlePlaces.MANIFEST, BundlePlaces.SEAL);
    assertThat(new String(manifest(files), StandardCharsets.UTF_8))
        .isEqualTo(text(files, BundlePlaces.MANIFEST));
    return files;
  }

  /// As one reads it who needs the directory at its end.
  private void unpackedWhole(byte[] bundle) throws IOException {
    var file = folder.resolve("whole.zip");
    Files.write(file, bundle);
    try (var archive = new java.util.zip.ZipFile(file.toFile())) {
      assertThat(archive.size()).isPositive();
    }
  }

  private static byte[] packed(Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var archive = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        archive.putNextEntry(BundleParts.entry(file.getKey()));
        archive.write(file.getValue());
        archive.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] manifest(Map<String, byte[]> files) {
    var lines = new ArrayList<String>();
    files.forEach(
        (name, bytes) -> {
          if (!name.equals(BundlePlaces.MANIFEST) && !name.equals(BundlePlaces.SEAL)) {
            lines.add(sha256(bytes) + "  " + name + "\n");
          }
        });
    return String.join("", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] joined(byte[] first, byte[] then) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(then);
    return all.toByteArray();
  }

  private static String first(Map<String, byte[]> files, String begin, String end) {
    return files.keySet().stream()
        .filter(name -> name.startsWith(begin) && name.endsWith(end))
        .findFirst()
        .orElseThrow();
  }

  private static void replace(Map<String, byte[]> files, String name, String what, String by) {
    var text = text(files, name);
    assertThat(text).contains(what);
    files.put(name, text.replace(what, by).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private static JsonNode json(Map<String, byte[]> files, String name) throws IOException {
    return MAPPER.readTree(files.get(name));
  }
}
