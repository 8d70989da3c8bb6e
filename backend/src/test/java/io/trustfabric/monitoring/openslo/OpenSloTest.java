package io.trustfabric.monitoring.openslo;

import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenSloTest {

  private static final String OPENSLO = "/api/monitoring/slos/openslo";

  private final String service = "s-" + UUID.randomUUID();

  @Test
  void a_file_defines_slos_and_says_what_became_of_each() {
    var imported = post(file()).statusCode(201);
    imported.body("created", equalTo(1)).body("slos[0].declared", equalTo("created"));
    imported.body("slos[0].service", equalTo(service)).body("slos[0].version", equalTo(0));
    get(SLO_DEFINITIONS + "/" + imported.extract().path("slos[0].id"))
        .body("name", equalTo("pages-are-served"))
        .body("description", equalTo("What people ask for is there"))
        .body("sloType", equalTo("availability"))
        .body("target", equalTo(0.999f))
        .body("period", equalTo("P28D"))
        .body("owner", equalTo("engineer"))
        .body("tags", equalTo(List.of("team=web", "tier=1", "tier=gold", "eu")))
        .body("source", equalTo("prometheus"))
        .body("goodQuery", equalTo("http_requests_total{code!~\"5..\"}"))
        .body("totalQuery", equalTo("http_requests_total"))
        .body("metadata.openslo.displayName", equalTo("Pages are served"))
        .body("metadata.openslo.indicator.name", equalTo("served"))
        .body("metadata.openslo.annotations", hasEntry("example.com/wiki", "pages"));
  }

  @Test
  void the_same_file_again_changes_nothing_and_another_one_what_differs() {
    var id = post(file()).extract().<String>path("slos[0].id");
    var lines = Sql.number("SELECT count(*) FROM audit_log");
    post(file()).statusCode(200).body("unchanged", equalTo(1)).body("slos[0].id", equalTo(id));
    assertThat(Sql.number("SELECT count(*) FROM audit_log")).isEqualTo(lines);
    post(file().replace("0.999", "0.995"))
        .statusCode(200)
        .body("updated", equalTo(1))
        .body("slos[0].version", equalTo(1));
    get(SLO_DEFINITIONS + "/" + id).body("target", equalTo(0.995f));
  }

  @Test
  void what_is_written_out_is_read_in_as_the_same() {
    var random = new Random(16);
    for (int i = 0; i < 40; i++) {
      var id = defined(definition(random));
      var yaml = export("?id=" + id);
      post(yaml)
          .statusCode(200)
          .body("unchanged", equalTo(1))
          .body("slos[0].id", equalTo(id))
          .body("slos[0].version", equalTo(0));
      // Once more as another service's, of which nothing is known yet.
      var other = "t-" + UUID.randomUUID();
      var copied = post(yaml.replace(service, other)).statusCode(201);
      var copy = copied.extract().<String>path("slos[0].id");
      assertThat(facts(copy)).isEqualTo(facts(id));
      assertThat(named(export("?id=" + copy).replace(other, service))).isEqualTo(named(yaml));
    }
  }

  @Test
  void what_a_foreign_file_says_beyond_an_slo_comes_out_again() {
    post(file()).statusCode(201);
    var yaml = export("?service=" + service);
    assertThat(yaml)
        .contains("displayName: Pages are served")
        .contains("displayName: Answers that are no error")
        .contains("displayName: Good enough")
        .contains("name: served")
        .contains("example.com/wiki: pages")
        .contains("target: 0.999\n")
        .contains("counter: true");
    post(yaml).statusCode(200).body("unchanged", equalTo(1));
  }

  @Test
  void an_indicator_may_stand_beside_its_slos() {
    var sli =
        """
        apiVersion: openslo/v1
        kind: SLI
        metadata: {name: served}
        spec:
          ratioMetric:
            counter: true
            good: {metricSource: {type: Prometheus, spec: {query: a_total}}}
            total: {metricSource: {type: Prometheus, spec: {query: b_total}}}
        """;
    var slo = slo("{indicatorRef: served}", "");
    var id = post(sli + "---\n" + slo).statusCode(201).extract().<String>path("slos[0].id");
    get(SLO_DEFINITIONS + "/" + id).body("totalQuery", equalTo("b_total"));
    isInvalid(post(slo), "/0/spec/indicatorRef");
    isInvalid(post(sli), "/0");
    isInvalid(post(sli + "---\n" + sli + "---\n" + slo), "/1/metadata/name");
  }

  @Test
  void a_file_is_taken_whole_or_not_at_all() {
    var before = Sql.everything();
    var bad = file().replace("pages-are-served", "other").replace("0.999", "1.5");
    isInvalid(post(file() + "---\n" + bad), "/1/spec/objectives/0/target");
    isInvalid(post(file() + "---\n" + file()), "/1/metadata/name");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void two_who_import_at_once_define_it_once() {
    var second = file().replace("pages-are-served", "other");
    var both = List.of(file() + "---\n" + second, second + "---\n" + file());
    var created =
        Together.run(6, i -> post(both.get(i % 2)).extract().jsonPath().getInt("created"));
    assertThat(created.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
  }

  @Test
  void the_same_key_gets_the_first_answer_again() {
    var key = UUID.randomUUID().toString();
    var first =
        as("engineer")
            .contentType("application/yaml")
            .header("Idempotency-Key", key)
            .body(file().getBytes(StandardCharsets.UTF_8));
    var id = first.post(OPENSLO).then().statusCode(201).extract().<String>path("slos[0].id");
    as("engineer")
        .contentType("application/yaml")
        .header("Idempotency-Key", key)
        .body(file().getBytes(StandardCharsets.UTF_8))
        .post(OPENSLO)
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .body("slos[0].id", equalTo(id));
  }

  @Test
  void what_is_retired_is_neither_changed_nor_written() {
    var id = post(file()).extract().<String>path("slos[0].id");
    as("engineer")
        .contentType("application/json")
        .header("If-Match", "\"0\"")
        .body("{\"lifecycle\": \"retired\", \"reason\": \"the pages are gone\"}")
        .patch(SLO_DEFINITIONS + "/" + id + "/lifecycle")
        .then()
        .statusCode(200);
    isProblem(post(file().replace("0.999", "0.9")), 409, "conflict");
    isInvalid(get(OPENSLO + "?id=" + id), "?id");
    assertThat(export("?service=" + service)).doesNotContain("pages-are-served");
  }

  @Test
  void a_type_once_defined_stays() {
    post(file()).statusCode(201);
    var typed = file().replace("example.com/wiki: pages", "trustfabric.io/slo-type: freshness");
    isInvalid(post(typed), "/0/metadata/annotations/trustfabric.io~1slo-type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          kind: SLO | kind: AlertPolicy | /kind
          kind: SLO | kind: AlertCondition | /kind
          kind: SLO | kind: AlertNotificationTarget | /kind
          kind: SLO | kind: DataSource | /kind
          kind: SLO | kind: Service | /kind
          kind: SLO | kind: Slo | /kind
          openslo/v1 | openslo/v1alpha | /apiVersion
          openslo/v1 | openslo.com/v2alpha | /apiVersion
          Occurrences | Timeslices | /spec/budgetingMethod
          Occurrences | RatioTimeslices | /spec/budgetingMethod
          alertPolicies: | alertPolicies: [{alertPolicyRef: x}] | /spec/alertPolicies
          Occurrences | Occurrences\\n  color: red | /spec/color
          target: 0.999 | target: 0.999\\n    timeSliceTarget: 0.9 | /spec/objectives/0/timeSliceTarget
          target: 0.999 | target: 0.999\\n    timeSliceWindow: 1m | /spec/objectives/0/timeSliceWindow
          target: 0.999 | target: 0.999\\n    op: lt | /spec/objectives/0/op
          target: 0.999 | target: 0.999\\n    value: 5 | /spec/objectives/0/value
          target: 0.999 | target: 0.999\\n    compositeWeight: 1 | /spec/objectives/0/compositeWeight
          target: 0.999 | target: 0.999\\n    targetPercent: 99.9 | /spec/objectives/0/target
          target: 0.999 | target: 0.999\\n  - target: 0.9 | /spec/objectives
          target: 0.999 | target: "0.999" | /spec/objectives/0/target
          target: 0.999 | target: 1 | /spec/objectives/0/target
          target: 0.999 | targetPercent: 100 | /spec/objectives/0/targetPercent
          target: 0.999 | target: 0.9999999999999 | /spec/objectives/0/target
          duration: 28d | duration: 2w | /spec/timeWindow/0/duration
          duration: 28d | duration: 1M | /spec/timeWindow/0/duration
          isRolling: true | isRolling: false | /spec/timeWindow/0/duration /spec/timeWindow/0/calendar
          isRolling: true | isRolling: true\\n  - {duration: 7d, isRolling: true} | /spec/timeWindow
          isRolling: true | isRolling: maybe | /spec/timeWindow/0/isRolling
          counter: true | counter: false | /spec/indicator/spec/ratioMetric/counter
          counter: true | raw: 5 | /spec/indicator/spec/ratioMetric/raw
          good: | bad: | /spec/indicator/spec/ratioMetric/bad /spec/indicator/spec/ratioMetric/good
          ratioMetric: | thresholdMetric: | /spec/indicator/spec/thresholdMetric
          type: Prometheus # | type: Datadog # | /spec/indicator/spec/ratioMetric/good/metricSource/type
          type: Prometheus # | type: TrustFabric # | /spec/indicator/spec/ratioMetric
          type: Prometheus # | metricSourceRef: x # | /spec/indicator/spec/ratioMetric/good/metricSource/metricSourceRef /spec/indicator/spec/ratioMetric/good/metricSource/type
          query: http_requests_total # | query: sum(rate(x[5m])) # | /spec/indicator/spec/ratioMetric/total/metricSource/spec/query
          example.com/wiki: pages | trustfabric.io/slo-type: throughput | /metadata/annotations/trustfabric.io~1slo-type
          example.com/wiki: pages | trustfabric.io/threshold-ms: "300" | /metadata/annotations/trustfabric.io~1threshold-ms
          example.com/wiki: pages | trustfabric.io/threshold-ms: "-1" | /metadata/annotations/trustfabric.io~1threshold-ms
          example.com/wiki: pages | trustfabric.io/time-zone: Mars | /metadata/annotations/trustfabric.io~1time-zone
          example.com/wiki: pages | trustfabric.io/metadata: "[]" | /metadata/annotations/trustfabric.io~1metadata
          example.com/wiki: pages | trustfabric.io/lifecycle: retired | /metadata/annotations/trustfabric.io~1lifecycle
          example.com/wiki: pages | example.com/wiki: 5 | /metadata/annotations/example.com~1wiki
          tier: [1, gold] | tier: {a: b} | /metadata/labels/tier
          name: pages-are-served | name: " x" | /metadata/name
          """)
  void what_cannot_be_mapped_is_refused_where_it_stands(String is, String then, String pointers) {
    var before = Sql.everything();
    assertThat(file()).contains(is);
    var refused = post(file().replace(is, then.replace("\\n", "\n")));
    isProblem(refused, 400, "invalid-request");
    assertThat(refused.extract().<List<String>>path("errors.pointer"))
        .as(refused.extract().asString())
        .containsExactlyInAnyOrder(
            java.util.Arrays.stream(pointers.split(" ")).map(p -> "/0" + p).toArray(String[]::new));
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "1M, 2026-01-01 00:00:00, Europe/Paris, calendar_month",
    "1M, 2025-11-01 00:00:00, UTC, calendar_month",
    "1Q, 2026-07-01 00:00:00, America/New_York, calendar_quarter",
  })
  void months_and_quarters_follow_the_calendar(
      String duration, String start, String zone, String period) {
    var id =
        post(calendar(duration, start, zone)).statusCode(201).extract().<String>path("slos[0].id");
    get(SLO_DEFINITIONS + "/" + id).body("period", equalTo(period)).body("timeZone", equalTo(zone));
  }

  @ParameterizedTest
  @CsvSource({
    "1M, 2026-01-02 00:00:00, UTC, startTime",
    "1M, 2026-01-01 12:00:00, UTC, startTime",
    "1M, 2026-02-30 00:00:00, UTC, startTime",
    "1M, 2226-01-01 00:00:00, UTC, startTime",
    "1Q, 2026-02-01 00:00:00, UTC, startTime",
    "1Q, soon, UTC, startTime",
    "1M, 2026-01-01 00:00:00, Mars, timeZone",
  })
  void a_period_that_starts_elsewhere_is_refused(
      String duration, String start, String zone, String field) {
    isInvalid(post(calendar(duration, start, zone)), "/0/spec/timeWindow/0/calendar/" + field);
  }

  @Test
  void files_of_other_media_types_are_not_read() {
    isProblem(
        as("engineer").contentType("application/json").body("{}").post(OPENSLO).then(),
        415,
        "unsupported-media-type");
    for (var type : List.of("application/x-yaml", "text/yaml")) {
      as("engineer")
          .contentType(type)
          .body(file().getBytes(StandardCharsets.UTF_8))
          .post(OPENSLO)
          .then()
          .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }
  }

  @Test
  void what_is_not_there_is_not_exported() {
    isInvalid(get(OPENSLO + "?id=" + UUID.randomUUID()), "?id");
    isInvalid(get(OPENSLO + "?id=x"), "?id");
    get(OPENSLO + "?service=" + service).statusCode(200).contentType("application/yaml");
    isProblem(as("viewer").accept("application/json").get(OPENSLO).then(), 406, "not-acceptable");
  }

  private String definition(Random random) {
    var texts =
        List.of(
            "a b",
            "Ünïcode ✓",
            "yes",
            "0.5",
            "2026-01-01",
            "x: y # z",
            "- a",
            "\"q\"'q'",
            "tab\tx",
            "{a}",
            "~",
            "=",
            "<<",
            "&x *y",
            "!!str",
            "%",
            "`",
            "emoji 😀",
            "last\u2028sep");
    var type = pick(random, List.of("availability", "latency", "error_rate", "freshness"));
    var slo = JsonNodeFactory.instance.objectNode();
    slo.put("service", service);
    slo.put("name", pick(random, texts).replace("\u2028", " ") + random.nextInt(1_000_000));
    slo.put("sloType", type);
    slo.put(
        "target",
        new java.math.BigDecimal(1 + random.nextInt(998)).movePointLeft(3 + random.nextInt(9)));
    slo.put(
        "period",
        pick(random, List.of("P7D", "P28D", "P30D", "P90D", "calendar_month", "calendar_quarter")));
    slo.put("timeZone", pick(random, List.of("UTC", "Europe/Paris", "America/New_York")));
    slo.put("owner", pick(random, texts));
    if (random.nextBoolean()) {
      slo.put("description", pick(random, texts) + "\n" + pick(random, texts) + "\n");
    }
    if (random.nextBoolean() && (type.equals("latency") || type.equals("freshness"))) {
      slo.put("thresholdMs", new java.math.BigDecimal("300.125"));
    }
    var tags = slo.putArray("tags");
    for (int n = random.nextInt(4); n > 0; n--) {
      tags.add(pick(random, texts));
      tags.add("team=" + pick(random, texts));
    }
    if (random.nextBoolean()) {
      slo.put("source", "prometheus");
      slo.put("goodQuery", "sum by (x) (\n  increase(a{b=\"}\"}[{{.window}}]) # why\n)");
      slo.put("totalQuery", "a{b=~\"[^']+\", c!=''}");
    }
    if (random.nextBoolean()) {
      slo.putObject("metadata").put("a", 1.5).put("openslo", 5);
    }
    return slo.toString();
  }

  private static Map<String, Object> facts(String id) {
    var view = get(SLO_DEFINITIONS + "/" + id).extract().jsonPath().<String, Object>getMap("");
    List.of("id", "service", "createdAt", "updatedAt", "standing").forEach(view::remove);
    view.computeIfPresent("tags", (k, tags) -> java.util.Set.copyOf((List<?>) tags));
    return view;
  }

  /// Without the digests in names, which are the service's as well.
  private static String named(String yaml) {
    return yaml.replaceAll("name: (.*)-[0-9a-f]{8}\\n", "name: $1\n");
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static ValidatableResponse post(String yaml) {
    return as("engineer")
        .contentType("application/yaml; charset=UTF-8")
        .body(yaml.getBytes(StandardCharsets.UTF_8))
        .post(OPENSLO)
        .then();
  }

  private static String export(String query) {
    return get(OPENSLO + query)
        .statusCode(200)
        .contentType("application/yaml")
        .extract()
        .asString();
  }

  private String file() {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: pages-are-served
          displayName: Pages are served
          labels:
            team: web
            tier: [1, gold]
            trustfabric.io/tag: eu
          annotations:
            example.com/wiki: pages
        spec:
          description: What people ask for is there
          service: %s
          indicator:
            metadata:
              name: served
              displayName: Answers that are no error
            spec:
              ratioMetric:
                counter: true
                good:
                  metricSource:
                    type: Prometheus #
                    spec:
                      query: http_requests_total{code!~"5.."}
                total:
                  metricSource:
                    type: Prometheus
                    spec:
                      query: http_requests_total #
          timeWindow:
          - duration: 28d
            isRolling: true
          budgetingMethod: Occurrences
          objectives:
          - displayName: Good enough
            target: 0.999
          alertPolicies:
        """
        .formatted(service);
  }

  private String slo(String more, String window) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: n-%s}
        spec:
          service: %s
          %s
          timeWindow: [%s]
          budgetingMethod: Occurrences
          objectives: [{targetPercent: 99.5}]
        """
        .formatted(
            UUID.randomUUID(),
            service,
            more.replaceAll("^\\{|}$", ""),
            window.isEmpty() ? "{duration: 1w, isRolling: true}" : window);
  }

  private String calendar(String duration, String start, String zone) {
    return slo(
        "{indicator: {metadata: {name: x}, spec: {ratioMetric: {counter: false, good: {metricSource: "
            + "{type: TrustFabric, spec: {query: goodEvents}}}, total: {metricSource: "
            + "{type: TrustFabric, spec: {query: totalEvents}}}}}}}",
        "{duration: %s, isRolling: false, calendar: {startTime: %s, timeZone: %s}}"
            .formatted(duration, start, zone));
  }
}
