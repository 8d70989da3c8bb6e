package io.trustfabric.quality.regression;

import static io.trustfabric.testing.Api.REGRESSION;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class JUnitImportTest {

  private static final Path SAMPLES = Path.of(System.getProperty("shared.data"), "junit");

  @ParameterizedTest
  @CsvSource({
    "jenkins/testcase1.xml, 2, 2, 0, 0, 0",
    "jenkins/testcase2.xml, 2, 2, 0, 0, 0",
    "jenkins/testcase3.xml, 32, 31, 0, 0, 1",
    "jenkins/testcase4.xml, 1, 1, 0, 0, 0",
    "jenkins/testcase5.xml, 6, 5, 1, 0, 0",
    "jenkins/testcase6.xml, 3, 2, 1, 0, 0",
    "real/node-test.xml, 7, 3, 2, 2, 0"
  })
  void every_dialect_is_read_and_nothing_counted_twice(
      String file, int results, int passed, int failed, int skipped, int error) throws IOException {
    var sample = SAMPLES.resolve(file);
    assumeTrue(Files.exists(sample), "no " + sample);
    var run = UUID.randomUUID().toString();
    imported(run, Files.readAllBytes(sample))
        .statusCode(201)
        .body("runId", equalTo(run))
        .body("results", is(results))
        .body("passed", is(passed))
        .body("failed", is(failed))
        .body("skipped", is(skipped))
        .body("error", is(error));
    assertThat(
            Sql.one(
                """
                SELECT count(*) || ' ' || count(*) FILTER (WHERE status = 'passed') || ' '
                  || count(DISTINCT (test_suite, test_name)) FROM regression_test_results WHERE run_id = ?
                """,
                run))
        .isEqualTo("%d %d %d".formatted(results, passed, results));
  }

  @Test
  void reports_of_this_very_build_are_read() throws IOException {
    var reports = Path.of("target", "surefire-reports");
    assumeTrue(Files.isDirectory(reports), "no report yet");
    try (Stream<Path> files = Files.list(reports)) {
      for (var file : files.filter(f -> f.toString().endsWith(".xml")).limit(3).toList()) {
        var status = imported("build", Files.readAllBytes(file)).extract().statusCode();
        assertThat(status).as(file.toString()).isIn(201, 400);
      }
    }
  }

  @Test
  void nested_suites_and_cases_outside_of_suites_keep_their_place() {
    var run = UUID.randomUUID().toString();
    xml(
            run,
            """
            <testsuites name="everything">
              <testcase name="alone" classname="test" time="0.25"/>
              <testcase name="of a class" classname="pkg.Other"/>
              <testsuite name="outer" timestamp="2026-01-31T10:00:00" tests="9">
                <testcase name="a" classname="outer"/>
                <testsuite name="inner" timestamp="2026-01-31T12:00:00+02:00">
                  <testcase name="a" classname="pkg.Class"/>
                </testsuite>
              </testsuite>
            </testsuites>
            """)
        .statusCode(201)
        .body("results", is(4))
        .body("suites.testSuite", contains("everything", "outer"))
        .body("suites.results", contains(2, 2))
        .body("leftOut.what", contains("numbers of tests that suites give of themselves"));
    get(REGRESSION + "?runId=" + run + "&testSuite=outer")
        .body("items.testName", contains("inner > pkg.Class > a", "a"))
        .body("items.executedAt", contains("2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"));
    get(REGRESSION + "?runId=" + run + "&testName=alone")
        .body("items[0].executionTimeMs", is(250f));
    get(REGRESSION + "?runId=" + run + "&testName=pkg.Other > of a class")
        .body("items[0].status", equalTo("passed"));
  }

  @Test
  void the_gravest_end_counts_and_says_why() {
    var run = UUID.randomUUID().toString();
    xml(
            run,
            """
            <testsuite name="s">
              <testcase name="both"><failure message="wrong">trace: wrong</failure><error message="then broke"/></testcase>
              <testcase name="skipped" status="skipped"/>
              <testcase name="notrun" status="notrun" result="suppressed"/>
              <testcase name="ignored"><skipped message="not now"><![CDATA[later]]></skipped></testcase>
              <testcase name="flaky"><flakyFailure message="once"/><flakyError message="twice"/></testcase>
              <testcase name="reran"><rerunFailure message="again"/></testcase>
              <testcase name="typed"><failure type="AssertionError"/></testcase>
            </testsuite>
            """)
        .statusCode(201)
        .body("passed", is(1))
        .body("failed", is(2))
        .body("skipped", is(3))
        .body("error", is(1))
        .body("leftOut.find { it.what.startsWith('attempts') }.count", is(3));
    check(run, "both", "error", "trace: wrong");
    check(run, "ignored", "skipped", "not now\nlater");
    check(run, "flaky", "passed", null);
    check(run, "reran", "failed", "again");
    check(run, "typed", "failed", "AssertionError");
    get(REGRESSION + "?runId=" + run + "&testName=flaky").body("items[0].failedAttempts", is(2));
  }

  @Test
  void what_is_left_out_is_told_with_the_reason() {
    var run = UUID.randomUUID().toString();
    xml(
            run,
            """
            <testsuite name="s" timestamp="yesterday">
              <properties><property name="a" value="b"/></properties>
              <testcase time="1"/>
              <testcase name="%s" time="soon"><failure>%s</failure><system-out>x</system-out><attachment/></testcase>
              <testcase name="en" time="1,234.5"/><testcase name="de" time="0,5"/><testcase name="py" time="1e-03"/>
              <testcase name="minus" time="-1"/>
              <system-err>x</system-err>
            </testsuite>
            """
                .formatted("n".repeat(600), "f".repeat(20_000)))
        .statusCode(201)
        .body("results", is(5))
        .body("leftOut.find { it.what == 'system-out, system-err' }.count", is(2))
        .body("leftOut.find { it.what == 'properties' }.count", is(1))
        .body("leftOut.find { it.what == 'test cases without a name' }.count", is(1))
        .body("leftOut.find { it.what.startsWith('elements') }.count", is(1))
        .body("leftOut.find { it.what.startsWith('times') }.count", is(3))
        .body("leftOut.find { it.what == 'failure texts' }.count", is(1))
        .body(
            "leftOut.find { it.what.startsWith('names') }.why",
            equalTo("cut, with a digest of the whole name at their end"));
    for (var time : List.of("en 1234500", "de 500", "py 1")) {
      var parts = time.split(" ");
      get(REGRESSION + "?runId=" + run + "&testName=" + parts[0])
          .body("items[0].executionTimeMs", is(Float.valueOf(parts[1])));
    }
  }

  @Test
  void the_caller_says_which_run_it_is_and_what_it_is_called() {
    var run = UUID.randomUUID().toString();
    var version = Api.registered("{}");
    var query =
        "&testSuite=mine&gitCommit=abc&modelId=%s&executedAt=2026-01-02T03:04:05Z"
            .formatted(version);
    send(
            "?runId=" + run + "&environment=staging" + query,
            "<testsuite name='s'><testcase name='a'/></testsuite>".getBytes(StandardCharsets.UTF_8))
        .statusCode(201)
        .body("suites.testSuite", contains("mine"))
        .body("leftOut", empty());
    get(REGRESSION + "?runId=" + run)
        .body("items[0].testSuite", equalTo("mine"))
        .body("items[0].testName", equalTo("s > a"))
        .body("items[0].environment", equalTo("staging"))
        .body("items[0].gitCommit", equalTo("abc"))
        .body("items[0].modelId", equalTo(version))
        .body("items[0].executedAt", equalTo("2026-01-02T03:04:05Z"))
        .body("items[0].createdBy.subject", equalTo("service-account-report_tests"));
    isInvalid(
        send(
            "?runId=&modelId=x&goldenDatasetId=x&executedAt=2999-01-01T00:00:00Z",
            "<testsuite/>".getBytes(StandardCharsets.UTF_8)),
        "?runId",
        "?environment",
        "?modelId",
        "?goldenDatasetId",
        "?executedAt");
    isInvalid(
        send(
            "?runId=1&environment=e&goldenDatasetId=" + run + "&modelId=" + run,
            "<testsuite/>".getBytes(StandardCharsets.UTF_8)),
        "?goldenDatasetId",
        "?modelId");
  }

  @Test
  void other_encodings_are_read() {
    for (var encoding : List.of("UTF-16", "ISO-8859-1", "windows-1252", "UTF-8")) {
      var run = UUID.randomUUID().toString();
      var text =
          "<?xml version=\"1.0\" encoding=\"%s\"?><testsuite name=\"é\"><testcase name=\"ü &lt; &#233;\"/></testsuite>"
              .formatted(encoding);
      imported(run, text.getBytes(Charset.forName(encoding))).statusCode(201);
      get(REGRESSION + "?runId=" + run).body("items.testName", hasItem("ü < é"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE testsuite><testsuite><testcase name='a'/></testsuite>",
        "<!DOCTYPE testsuite SYSTEM 'http://127.0.0.1:9/x.dtd'><testsuite><testcase name='a'/></testsuite>",
        "<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><testsuite name='&x;'><testcase name='&x;'/></testsuite>",
        "<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><testsuite><testcase name='a'><failure>&x;</failure></testcase></testsuite>",
        "<!DOCTYPE t [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><testsuite name='&c;'/>",
        "<!DOCTYPE t [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]><testsuite/>",
        "<!DOCTYPE t [<!ENTITY a SYSTEM 'a\u0018'>]><testsuite/>",
        "<testsuite><testcase name='&nothing;'/></testsuite>",
        "",
        " ",
        "{}",
        "<testsuite>",
        "<testsuite/>",
        "<testsuites><testsuite name='empty'/></testsuites>",
        "<html><testcase name='a'/></html>",
        "<testsuite><testcase name='a'></testsuite>",
        "<testsuite><testcase name='a'/></testsuite><testsuite/>"
      })
  void what_is_no_report_or_reaches_outside_is_refused_whole(String body) {
    var before = Sql.everything();
    var answer = xml("1", body);
    isProblem(answer, 400, "invalid-request");
    assertThat(answer.extract().asString()).doesNotContain("root:").doesNotContain("xerces");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void more_than_is_taken_is_refused() {
    var before = Sql.everything();
    isProblem(
        xml("1", "<testsuite>" + "<testcase name='a'/>".repeat(100_001) + "</testsuite>"),
        413,
        "too-large");
    isProblem(
        xml("1", "<testsuite>" + "<testsuite>".repeat(101) + "</testsuite>".repeat(102)),
        400,
        "invalid-request");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void a_large_report_is_taken_in_portions() {
    var run = UUID.randomUUID().toString();
    var text = new StringBuilder("<testsuite name='large'>");
    for (int i = 0; i < 25_000; i++) {
      text.append("<testcase name='t")
          .append(i)
          .append("'><failure>&lt;&amp;&gt;</failure></testcase>");
    }
    xml(run, text.append("</testsuite>").toString())
        .statusCode(201)
        .body("results", is(25_000))
        .body("failed", is(25_000));
    assertThat(
            Sql.one(
                """
                SELECT string_agg(n::text, ' ' ORDER BY n) FROM (SELECT count(*) AS n FROM ledger_batch_rows b
                  JOIN regression_test_results r ON r.id = b.record_id WHERE r.run_id = ? GROUP BY b.line_id) p
                """,
                run))
        .isEqualTo("5000 10000 10000");
  }

  @Test
  void no_damage_to_a_report_is_our_fault() throws IOException {
    var sample = SAMPLES.resolve("real/node-test.xml");
    assumeTrue(Files.exists(sample), "no " + sample);
    var sound = Files.readAllBytes(sample);
    var random = new Random(20_260_131);
    for (int i = 0; i < 300; i++) {
      var damaged = sound.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        damaged[random.nextInt(damaged.length)] =
            (byte)
                (random.nextBoolean()
                    ? "<>&;/\"'!?[] \0".charAt(random.nextInt(13))
                    : random.nextInt(256));
      }
      var status = imported("damaged", damaged).extract().statusCode();
      assertThat(status).as("round " + i).isIn(201, 400);
    }
  }

  private static void check(String run, String test, String status, String message) {
    as("viewer")
        .queryParam("runId", run)
        .queryParam("testName", test)
        .get(REGRESSION)
        .then()
        .body("items[0].status", equalTo(status))
        .body("items[0].errorMessage", equalTo(message));
  }

  private static ValidatableResponse xml(String run, String body) {
    return imported(run, body.getBytes(StandardCharsets.UTF_8));
  }

  private static ValidatableResponse imported(String run, byte[] body) {
    return send("?environment=ci&runId=" + run, body);
  }

  private static ValidatableResponse send(String query, byte[] body) {
    return with(Tokens.machine("report_tests"))
        .header("Content-Type", "application/xml")
        .body(body)
        .post(REGRESSION + "/import" + query)
        .then();
  }
}
