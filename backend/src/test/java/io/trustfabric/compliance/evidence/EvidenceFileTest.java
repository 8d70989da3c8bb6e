package io.trustfabric.compliance.evidence;

import static io.trustfabric.compliance.evidence.People.PDF;
import static io.trustfabric.compliance.evidence.People.approved;
import static io.trustfabric.compliance.evidence.People.drafted;
import static io.trustfabric.compliance.evidence.People.edit;
import static io.trustfabric.compliance.evidence.People.upload;
import static io.trustfabric.testing.Api.EVIDENCE;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EvidenceFileTest {

  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
  private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000104a46494600ffd9");

  @Test
  void a_file_is_kept_as_it_came_and_comes_back_byte_for_byte() {
    var id = drafted("selma", "{}");
    var bytes = large(700_001);
    var file =
        upload(
                "selma",
                id,
                Map.of("name", "big.pdf", "sha256", sha256(bytes)),
                "application/pdf",
                bytes)
            .statusCode(201)
            .body("mediaType", equalTo("application/pdf"))
            .body("sizeBytes", is(700_001))
            .body("sha256", equalTo(sha256(bytes)))
            .body("addedIn", is(2))
            .body("removedIn", nullValue())
            .extract()
            .<String>path("id");
    assertThat(
            Sql.one(
                "SELECT string_agg(octet_length(bytes)::text, ',' ORDER BY number) FROM evidence_file_chunks WHERE file_id = ?::uuid",
                file))
        .isEqualTo("262144,262144,175713");
    get(EVIDENCE + "/" + id).body("files.id", contains(file)).body("revision", is(2));
    var got = download("auditor", id, file).statusCode(200).extract();
    assertThat(got.asByteArray()).isEqualTo(bytes);
    assertThat(got.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"big.pdf\"; filename*=UTF-8''big.pdf");
    assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(got.header("Cache-Control")).isEqualTo("no-store");
    assertThat(got.header("Content-Type")).isEqualTo("application/octet-stream");
  }

  @Test
  void each_download_is_a_line_and_only_some_may() {
    var id = approved("{}");
    var file = get(EVIDENCE + "/" + id).extract().<String>path("files[0].id");
    for (var role : List.of("viewer", "engineer", "security")) {
      isProblem(download(role, id, file), 403, "forbidden");
    }
    assertThat(downloads(file)).isZero();
    for (var role : List.of("auditor", "compliance", "admin")) {
      download(role, id, file).statusCode(200);
    }
    assertThat(downloads(file)).isEqualTo(3);
    get("/api/audit/records/evidence_file/" + file)
        .body("items[0].action", equalTo("evidence_file.downloaded"))
        .body("items[0].change.evidenceId", equalTo(id));
    isProblem(download("auditor", drafted("selma", "{}"), file), 404, "not-found");
    isProblem(download("auditor", id, id), 404, "not-found");
    assertThat(downloads(file)).isEqualTo(3);
  }

  @Test
  void what_a_file_is_its_content_says() {
    var id = drafted("selma", "{}");
    var sound =
        Map.ofEntries(
            Map.entry("a.pdf", PDF),
            Map.entry("a.png", PNG),
            Map.entry("a.JPG", JPEG),
            Map.entry("a.jpeg", JPEG),
            Map.entry("a.zip", zip("x.txt")),
            Map.entry("a.docx", zip("[Content_Types].xml", "word/document.xml")),
            Map.entry("a.xlsx", zip("xl/workbook.xml", "[Content_Types].xml")),
            Map.entry("a.pptx", zip("[Content_Types].xml", "ppt/presentation.xml")),
            Map.entry("a.json", text("{\"a\": [1, 2]}")),
            Map.entry("a.xml", text("<a><b/></a>")),
            Map.entry("a.csv", text("a;b\r\n1;2\r\n")),
            Map.entry("a.md", text("# Grüße\n")),
            Map.entry("a.txt", text("plain")),
            Map.entry("a.log", text("10:00 started\n")));
    sound.forEach((name, bytes) -> upload("selma", id, name, bytes).statusCode(201));
    get(EVIDENCE + "/" + id).body("files.size()", is(sound.size()));
    var before = Sql.everything();
    for (var name : sound.keySet()) {
      for (var other :
          List.of(text("\u0001 no"), new byte[] {(byte) 0xc3}, text("<html"), text("{"))) {
        if (!name.matches("a\\.(csv|md|txt|log)") || other[0] != '<' && other[0] != '{') {
          isProblem(upload("selma", id, name, other), 415, "unsupported-media-type");
        }
      }
    }
    var wrong =
        List.of(
            Map.entry("cut.png", java.util.Arrays.copyOf(PNG, 40)),
            Map.entry("cut.pdf", java.util.Arrays.copyOf(PDF, 20)),
            Map.entry("png.pdf", PNG),
            Map.entry("pdf.png", PDF),
            Map.entry("zip.docx", zip("x.txt")),
            Map.entry("sheet.docx", zip("[Content_Types].xml", "xl/workbook.xml")),
            Map.entry(
                "macro.docx",
                zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
            Map.entry("two.json", text("{} {}")),
            Map.entry(
                "dtd.xml",
                text("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>")),
            Map.entry("half.txt", new byte[] {'a', (byte) 0xe2, (byte) 0x82}),
            Map.entry("nul.csv", text("a\u0000b")));
    for (var one : wrong) {
      isProblem(upload("selma", id, one.getKey(), one.getValue()), 415, "unsupported-media-type");
    }
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_character_that_spans_two_chunks_is_text() {
    var id = drafted("selma", "{}");
    var text = "x".repeat(256 * 1024 - 1) + "€" + "y".repeat(256 * 1024);
    upload("selma", id, "long.txt", text(text)).statusCode(201);
  }

  @Test
  void a_body_sent_as_another_type_than_its_name_says_is_refused() {
    var id = drafted("selma", "{}");
    upload("selma", id, Map.of("name", "a.txt"), "text/plain", text("x")).statusCode(201);
    isProblem(
        upload("selma", id, Map.of("name", "a.txt"), "application/pdf", text("x")),
        415,
        "unsupported-media-type");
  }

  @Test
  void a_wrong_digest_a_bad_name_and_an_empty_file_fail_the_upload() {
    var id = drafted("selma", "{}");
    var before = Sql.everything();
    isInvalid(
        upload(
            "selma", id, Map.of("name", "a.pdf", "sha256", "0".repeat(64)), "application/pdf", PDF),
        "?sha256");
    isInvalid(
        upload(
            "selma", id, Map.of("name", "a.exe", "sha256", "x"), "application/octet-stream", PDF),
        "?name",
        "?sha256");
    for (var name :
        List.of(
            "",
            "../a.pdf",
            "a\\b.pdf",
            "a\u202Efdp.pdf",
            "a\n.pdf",
            "pdf",
            "x".repeat(197) + ".pdf")) {
      isInvalid(upload("selma", id, name, PDF), "?name");
    }
    isInvalid(upload("selma", id, "a.txt", new byte[0]), "");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_file_of_more_than_25_MiB_is_too_large_and_leaves_nothing() {
    var id = drafted("selma", "{}");
    var before = Sql.everything();
    isProblem(upload("selma", id, "a.pdf", large(25 * 1024 * 1024 + 1)), 413, "too-large");
    assertThat(Sql.everything()).isEqualTo(before);
    upload("selma", id, "a.pdf", large(25 * 1024 * 1024)).statusCode(201);
  }

  @Test
  void when_it_was_uploaded_nobody_can_say() {
    var id = drafted("selma", "{}");
    var at =
        upload(
                "selma",
                id,
                Map.of(
                    "name",
                    "a.pdf",
                    "uploadedAt",
                    "2020-01-01T00:00:00Z",
                    "createdAt",
                    "2020-01-01T00:00:00Z"),
                "application/pdf",
                PDF)
            .statusCode(201)
            .extract()
            .<String>path("uploadedAt");
    assertThat(Instant.parse(at)).isAfter(Instant.now().minus(Duration.ofMinutes(5)));
  }

  @Test
  void a_file_that_is_let_go_is_gone_from_the_evidence_and_still_there() {
    var id = drafted("selma", "{}");
    var file = upload("selma", id, "wrong.pdf", PDF).extract().<String>path("id");
    isInvalid(
        edit("selma", id, "{\"fileIds\": [\"%s\", \"%s\"]}".formatted(file, id)), "/fileIds/1");
    edit("selma", id, "{\"fileIds\": []}")
        .statusCode(200)
        .body("files", empty())
        .body("revision", is(3));
    download("auditor", id, file).statusCode(200);
    get("/api/audit/records/evidence_file/" + file)
        .body("items.action", org.hamcrest.Matchers.hasItem("evidence_file.removed"));
    isInvalid(edit("selma", id, "{\"fileIds\": [\"%s\"]}".formatted(file)), "/fileIds/0");
  }

  @Test
  void a_file_with_any_name_is_downloaded_under_it() {
    var id = drafted("selma", "{}");
    var file = upload("selma", id, "Prüf'bericht \"Q1\"*.pdf", PDF).extract().<String>path("id");
    download("auditor", id, file)
        .header(
            "Content-Disposition",
            containsString("filename*=UTF-8''Pr%C3%BCf%27bericht%20%22Q1%22%2A.pdf"));
  }

  @Test
  void the_same_upload_again_with_its_key_adds_no_second_file() {
    var id = drafted("selma", "{}");
    for (var replayed : new String[] {null, "true"}) {
      with(Tokens.person("selma", "compliance"))
          .header("Content-Type", "application/pdf")
          .header("Idempotency-Key", id)
          .body(PDF)
          .post(EVIDENCE + "/" + id + "/files?name=a.pdf")
          .then()
          .statusCode(201)
          .header("Idempotent-Replayed", equalTo(replayed));
    }
    get(EVIDENCE + "/" + id).body("files.size()", is(1));
  }

  private static io.restassured.response.ValidatableResponse download(
      String role, String id, String file) {
    return as(role).get(EVIDENCE + "/" + id + "/files/" + file).then();
  }

  private static long downloads(String file) {
    return Sql.number(
        "SELECT count(*) FROM audit_log WHERE action = 'evidence_file.downloaded' AND record_id = ?::uuid",
        file);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// A PDF as far as anybody looks, of that many bytes.
  private static byte[] large(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    System.arraycopy(PDF, 0, bytes, 0, 9);
    System.arraycopy(text("%%EOF\n"), 0, bytes, size - 6, 6);
    return bytes;
  }

  private static byte[] zip(String... names) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text("content of " + name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
