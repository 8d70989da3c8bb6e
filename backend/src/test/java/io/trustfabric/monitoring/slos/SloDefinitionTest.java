package io.trustfabric.monitoring.slos;

import static io.trustfabric.testing.Api.MERGE_PATCH;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.defined;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.slo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SloDefinitionTest {

  @Test
  void what_is_promised_is_kept_and_shown() {
    var name = UUID.randomUUID().toString();
    var id =
        engineer(
                SLO_DEFINITIONS,
                slo(
                    """
                    {"name": "%s", "sloType": "latency", "target": 0.95, "period": "calendar_month",
                     "timeZone": "Europe/Paris", "thresholdMs": 300.5, "tags": ["eu", "eu", "tier-1"], "metadata": {"a": 1}}
                    """
                        .formatted(name)))
            .statusCode(201)
            .header("ETag", "\"0\"")
            .extract()
            .<String>path("id");
    get(SLO_DEFINITIONS + "/" + id)
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("service", equalTo("filing"))
        .body("name", equalTo(name))
        .body("period", equalTo("calendar_month"))
        .body("timeZone", equalTo("Europe/Paris"))
        .body("thresholdMs", equalTo(300.5f))
        .body("tags", equalTo(List.of("eu", "tier-1")))
        .body("source", equalTo("pushed"))
        .body("lifecycle", equalTo("active"))
        .body("measuredBy", nullValue());
  }

  @Test
  void an_error_rate_says_how_much_may_be_bad() {
    get(SLO_DEFINITIONS + "/" + defined("{\"sloType\": \"error_rate\", \"target\": 0.001}"))
        .body("target", equalTo(0.001f))
        .body("objective", equalTo(0.999f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"target": 0}                                          | /target
          {"target": 1}                                          | /target
          {"target": -0.5}                                       | /target
          {"target": 99.9}                                       | /target
          {"target": 0.9999999999999}                            | /target
          {"target": null}                                       | /target
          {"target": "0.99"}                                     | /target
          {"period": "P31D"}                                     | /period
          {"period": "p30d"}                                     | /period
          {"period": "P30DX"}                                    | /period
          {"timeZone": "Mars/Olympus"}                           | /timeZone
          {"thresholdMs": 300}                                   | /thresholdMs
          {"sloType": "latency", "thresholdMs": 0}               | /thresholdMs
          {"sloType": "throughput"}                              | /sloType
          {"service": " filing"}                                 | /service
          {"name": ""}                                           | /name
          {"owner": null}                                        | /owner
          {"goodQuery": "x_total"}                               | /goodQuery
          {"source": "prometheus", "goodQuery": "x_total"}       | /totalQuery
          {"source": "prometheus", "goodQuery": "sum(x)", "totalQuery": "x{}"} | /goodQuery
          {"source": "prometheus", "goodQuery": "x{a=b}", "totalQuery": "x"} | /goodQuery
          {"source": "prometheus", "goodQuery": "sum(x[{{.window}}]", "totalQuery": "x"} | /goodQuery
          {"source": "prometheus", "goodQuery": "x[{{.window}}]) + (y", "totalQuery": "x"} | /goodQuery
          {"source": "prometheus", "goodQuery": " ", "totalQuery": "y"} | /goodQuery
          {"status": "on_track"}                                 | /status
          """)
  void what_cannot_be_promised_is_refused_by_field(String fields, String pointer) {
    var refused = engineer(SLO_DEFINITIONS, slo(fields));
    isProblem(refused, 400, "invalid-request");
    assertThat(refused.extract().<List<String>>path("errors.pointer")).containsOnly(pointer);
  }

  @Test
  void every_contradiction_is_named_at_once() {
    isInvalid(
        engineer(
            SLO_DEFINITIONS,
            slo("{\"timeZone\": \"x\", \"thresholdMs\": 1, \"source\": \"prometheus\"}")),
        "/timeZone",
        "/thresholdMs",
        "/goodQuery",
        "/totalQuery");
  }

  @Test
  void a_name_is_there_once_in_a_service_also_when_two_make_it_at_once() {
    var body = slo("{}");
    var statuses = Together.run(4, i -> engineer(SLO_DEFINITIONS, body).extract().statusCode());
    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    isProblem(engineer(SLO_DEFINITIONS, body), 409, "conflict");
  }

  @Test
  void lists_are_narrowed_and_sorted() {
    var service = "s-" + UUID.randomUUID();
    var first = defined(in(service, "\"name\": \"a b\", \"tags\": [\"x\"], \"owner\": \"Ann\""));
    var second =
        defined(
            in(service, "\"name\": \"b zebra\", \"tags\": [\"y\"], \"sloType\": \"freshness\""));
    assertThat(ids("?service=" + service)).containsExactly(first, second);
    assertThat(ids("?sort=-service&service=" + service)).containsExactly(second, first);
    assertThat(ids("?sort=-createdAt&service=" + service)).containsExactly(second, first);
    assertThat(ids("?sort=name&service=" + service)).containsExactly(first, second);
    assertThat(ids("?tag=x&service=" + service)).containsExactly(first);
    assertThat(ids("?tag=x&tag=y&service=" + service)).containsExactly(first, second);
    assertThat(ids("?type=freshness&service=" + service)).containsExactly(second);
    assertThat(ids("?owner=Ann&service=" + service)).containsExactly(first);
    assertThat(ids("?source=prometheus&service=" + service)).isEmpty();
    assertThat(ids("?lifecycle=active&service=" + service)).containsExactly(first, second);
    assertThat(ids("?firing=true&service=" + service)).isEmpty();
    assertThat(ids("?firing=false&service=" + service)).containsExactly(first, second);
    assertThat(ids("?q=zeb&service=" + service)).containsExactly(second);
  }

  @Test
  void what_is_promised_may_change_and_figures_follow() {
    var id = defined("{\"period\": \"P7D\", \"target\": 0.9, \"tags\": [\"x\"]}");
    var end = Measured.hour();
    Measured.report(Measured.counts(id, end.minus(Duration.ofDays(7)), end, 80, 100));
    get(SLO_DEFINITIONS + "/" + id).body("standing.status", equalTo("breached"));
    patch(id, "{\"target\": 0.5, \"tags\": null}", null).statusCode(400);
    patch(id, "{\"target\": 0.5, \"description\": \"d\", \"reason\": \"too much\"}", "\"1\"")
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("target", equalTo(0.5f))
        .body("tags", equalTo(List.of("x")))
        .body("standing.status", equalTo("on_track"));
    patch(id, "{\"description\": null}", null).statusCode(200).body("description", nullValue());
    isProblem(patch(id, "{\"target\": 0.6}", "\"1\""), 412, "stale-version");
    for (var fixed : List.of("service", "name", "sloType", "lifecycle", "measuredBy")) {
      isInvalid(patch(id, "{\"%s\": \"x\"}".formatted(fixed), null), "/" + fixed);
    }
    isInvalid(
        patch(id, "{\"target\": 1, \"period\": \"P1D\", \"timeZone\": null}", null),
        "/target",
        "/period",
        "/timeZone");
    get("/api/audit/records/slo_definition/" + id)
        .body("items.action[1]", equalTo("slo_definition.updated"))
        .body("items.reason[1]", equalTo("too much"));
  }

  @Test
  void a_retired_slo_is_kept_and_takes_no_measurements() {
    var id = defined("{}");
    var end = Measured.hour();
    Measured.report(Measured.counts(id, end.minusSeconds(60), end, 1, 1)).statusCode(201);
    isInvalid(move(id, "{\"lifecycle\": \"retired\"}"), "/reason");
    isProblem(
        move(id, "{\"lifecycle\": \"active\", \"reason\": \"x\"}"), 409, "forbidden-transition");
    move(id, "{\"lifecycle\": \"retired\", \"reason\": \"replaced\"}")
        .statusCode(200)
        .body("lifecycle", equalTo("retired"))
        .body("nextLifecycles", equalTo(List.of("active")))
        .body("retiredAt", notNullValue());
    isProblem(
        Measured.report(Measured.counts(id, end.minusSeconds(120), end.minusSeconds(60), 1, 1)),
        409,
        "conflict");
    get(SLO_DEFINITIONS + "/" + id + "/status").body("standing.status", equalTo("on_track"));
    move(id, "{\"lifecycle\": \"active\", \"reason\": \"too early\"}")
        .body("retiredAt", nullValue());
    Measured.report(Measured.counts(id, end.minusSeconds(120), end.minusSeconds(60), 1, 1))
        .statusCode(201);
    get("/api/audit/records/slo_definition/" + id)
        .body(
            "items.action",
            equalTo(
                List.of(
                    "slo_definition.reactivated",
                    "slo_definition.retired",
                    "slo_definition.first_measured",
                    "slo_definition.created")));
  }

  private static ValidatableResponse patch(String id, String body, String ifMatch) {
    var request = as("engineer").contentType(MERGE_PATCH).body(body);
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return request.patch(SLO_DEFINITIONS + "/" + id).then();
  }

  private static ValidatableResponse move(String id, String body) {
    return as("engineer")
        .contentType("application/json")
        .body(body)
        .patch(SLO_DEFINITIONS + "/" + id + "/lifecycle")
        .then();
  }

  private static String in(String service, String fields) {
    return "{\"service\": \"%s\", %s}".formatted(service, fields);
  }

  private static List<String> ids(String query) {
    ValidatableResponse page = get(SLO_DEFINITIONS + query).statusCode(200);
    return page.extract().path("items.id");
  }
}
