package io.trustfabric.quality.evaluations;

import static io.trustfabric.testing.Api.DATASETS;
import static io.trustfabric.testing.Api.EVALUATIONS;
import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.engineer;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.golden;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.registered;
import static io.trustfabric.testing.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EvaluationTest {

  private static final String INVOICES =
      """
      {"jurisdiction": "GB", "documentType": "invoice",
       "comparators": [{"field": "total", "comparator": "money"}, {"field": "rate", "comparator": "numeric", "absoluteTolerance": 0.01},
         {"field": "date", "comparator": "date"}, {"field": "supplier", "comparator": "case_insensitive"}, {"field": "codes", "comparator": "set"}],
       "items": [
         {"key": "a", "tags": ["easy", "vat"], "input": {"jurisdiction": "GB-SCT"},
          "expected": {"total": {"amount": "10.00", "currency": "GBP"}, "rate": 0.2, "date": "2026-01-31", "supplier": "Acme", "codes": ["x", "y"]}},
         {"key": "b", "tags": ["vat"], "input": {"documentType": "receipt"}, "expected": {"total": {"amount": "7.50", "currency": "GBP"}, "supplier": "Bolt"}},
         {"key": "c", "tags": [], "input": 1, "expected": {"total": {"amount": "300", "currency": "JPY"}}},
         {"key": "d", "tags": [], "input": 1, "expected": "filed"}]}
      """;

  @Test
  void answers_are_held_against_the_right_ones_by_the_product() {
    var dataset = golden(INVOICES);
    var made =
        evaluate(
                dataset,
                """
                {"testedSystem": "extractor 1", "gitCommit": "abc", "metadata": {"a": 1}, "predictions": [
                  {"key": "d", "actual": "Filed"},
                  {"key": "b", "actual": {"total": {"amount": "7.05", "currency": "GBP"}, "supplier": "Bolt", "more": 1}},
                  {"key": "a", "actual": {"total": {"amount": 10, "currency": "GBP"}, "rate": "0.205", "date": "2026-01-31T10:00:00Z",
                    "supplier": " ACME", "codes": ["y", "x", "y"]}},
                  {"key": "nobody asked", "actual": 1}]}
                """)
            .statusCode(201)
            .header("ETag", equalTo("\"0\""))
            .body("goldenDatasetId", equalTo(dataset))
            .body("testedSystem", equalTo("extractor 1"))
            .body("items", is(4))
            .body("rightItems", is(1))
            .body("missingItems", is(1))
            .body("extraItems", is(1))
            .body("accuracy", is(0.25f))
            .body("contaminated", is(false))
            .body("knownAnswers", is(0))
            .body("comparison", nullValue())
            .body(
                "figures.byField.name",
                contains("codes", "date", "rate", "supplier", "total", "value"))
            .body("figures.byField.right", contains(1, 1, 1, 2, 1, 0))
            .body("figures.byField.total", contains(1, 1, 1, 2, 3, 1))
            .body("figures.byTag.name", contains("easy", "vat"))
            .body("figures.byTag.accuracy", contains(1f, 0.5f))
            .body("figures.byJurisdiction.name", contains("GB", "GB-SCT"))
            .body("figures.byJurisdiction.right", contains(0, 1))
            .body("figures.byDocumentType.name", contains("invoice", "receipt"))
            .body("figures.materiality.currency", contains("GBP", "JPY"))
            .body("figures.materiality.amount", contains("0.45", "300"))
            .body("figures.materiality.fields", contains(1, 1));
    var body = made.extract().jsonPath();
    assertThat(body.getDouble("accuracyLow")).isCloseTo(0.045586, within(1e-5));
    assertThat(body.getDouble("accuracyHigh")).isCloseTo(0.699358, within(1e-5));
    var location = made.extract().header("Location");
    assertThat(get(location).statusCode(200).extract().<Object>path(""))
        .isEqualTo(made.extract().path(""));
    get(location + "/outcomes")
        .body("items.key", contains("a", "b", "c", "d", "nobody asked"))
        .body("items.outcome", contains("right", "wrong", "missing", "wrong", "extra"))
        .body("items[1].wrongFields", contains("total"))
        .body("items[2].wrongFields", contains("total"))
        .body("items[4].wrongFields", empty())
        .body("items[0].change", nullValue())
        .body("next", nullValue());
    get(location + "/outcomes?limit=1&after=a")
        .body("items.key", contains("b"))
        .body("next", is("b"));
    get(location + "/outcomes?outcome=wrong").body("items.key", contains("b", "d"));
    isInvalid(
        get(location + "/outcomes?outcome=x&change=x&limit=0"), "?outcome", "?change", "?limit");
    get("/api/audit/records/golden_evaluation/" + body.getString("id"))
        .body("items.action", contains("golden_evaluation.created"));
  }

  @Test
  void in_which_order_and_form_answers_come_does_not_matter() throws Exception {
    var dataset = many(300, "{}");
    var random = new Random(20_260_131);
    var answers = new ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      answers.add(answer(i, random.nextInt(3) == 0 ? "wrong" : "right"));
    }
    var sorted = new ArrayList<>(answers);
    var first = predicted(dataset, "s", answers).statusCode(201).extract().jsonPath();
    Collections.shuffle(answers, random);
    var lines = "{\"testedSystem\": \"lines\"}\n\n" + String.join("\r\n", answers);
    var second =
        send("report_tests", dataset, "application/x-ndjson", lines)
            .statusCode(201)
            .extract()
            .jsonPath();
    for (var path : List.of("rightItems", "figures", "answersSha256", "accuracyLow")) {
      assertThat(second.<Object>get(path)).as(path).isEqualTo(first.get(path));
    }
    var text = new StringBuilder();
    for (var answer : sorted) {
      text.append(new org.erdtman.jcs.JsonCanonicalizer(answer).getEncodedString()).append('\n');
    }
    var digest =
        MessageDigest.getInstance("SHA-256")
            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(first.getString("answersSha256")).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void a_run_is_held_against_the_one_before_over_the_same_items() {
    var dataset = many(20, "{}");
    var before =
        predicted(dataset, "system 7", answers(20, i -> i < 12)).extract().<String>path("id");
    predicted(dataset, "another", answers(20, i -> true)).statusCode(201);
    var made =
        predicted(dataset, "system 7", answers(20, i -> i >= 2 && i < 12 || i == 19))
            .statusCode(201)
            .body("comparison.former", equalTo(before))
            .body("comparison.newlyWrong", is(2))
            .body("comparison.newlyRight", is(1))
            .body("comparison.mcnemarP", is(1f));
    var path = EVALUATIONS + "/" + made.extract().path("id") + "/outcomes";
    get(path + "?change=newly_wrong").body("items.key", contains("k00000", "k00001"));
    get(path + "?change=newly_right").body("items.key", contains("k00019"));
    get(path).body("items[5].change", nullValue());

    // The same items under another name, and none of them right before: 12 of 12 differ one way.
    var copy = many(20, "{}");
    var named =
        predicted(copy, "third", answers(20, i -> false))
            .statusCode(201)
            .extract()
            .<String>path("id");
    var against =
        """
        {"testedSystem": "system 7", "against": "%s", "predictions": [%s]}
        """
            .formatted(named, String.join(",", answers(20, i -> i < 12)));
    evaluate(dataset, against)
        .statusCode(201)
        .body("comparison.newlyWrong", is(0))
        .body("comparison.newlyRight", is(12))
        .body("comparison.mcnemarP", is(4.8828125E-4f));
    var other = golden("{}");
    isInvalid(evaluate(other, against), "/against");
    isInvalid(
        evaluate(
            other,
            "{\"testedSystem\": \"s\", \"against\": \"%s\", \"predictions\": []}"
                .formatted(UUID.randomUUID())),
        "/against");
  }

  @Test
  void whoever_knew_right_answers_is_contaminated() {
    var dataset = many(10, "{}");
    var answers = answers(10, i -> true);
    var body = body("s", answers);
    send("report_tests", dataset, "application/json", body).body("contaminated", is(false));
    // Who brought the answers in knows them; who read them knows them.
    send("engineer", dataset, "application/json", body)
        .statusCode(201)
        .body("contaminated", is(true))
        .body("knownAnswers", is(10));
    var reader = Tokens.person("reader of " + dataset, "admin");
    post(reader, dataset, body).body("contaminated", is(false));
    with(reader).get(DATASETS + "/" + dataset + "/items").then().statusCode(200);
    post(reader, dataset, body).body("contaminated", is(true)).body("knownAnswers", is(10));
    // A later version shares some answers with the one that was read, and one has none in common.
    var delta =
        """
        {"changeNote": "x", "base": "%s", "remove": ["k00000"], "upsert": [%s]}
        """
            .formatted(dataset, item(1, "other"));
    var next = versioned(dataset, delta);
    post(reader, next, body).body("contaminated", is(true)).body("knownAnswers", is(8));
    var fresh =
        versioned(dataset, "{\"changeNote\": \"x\", \"items\": [%s]}".formatted(item(77, "new")));
    post(reader, fresh, body).body("contaminated", is(false)).body("knownAnswers", is(0));
    // The same content under another name.
    var copy = many(10, "{}");
    post(reader, copy, body).body("contaminated", is(true)).body("knownAnswers", is(10));
    get(EVALUATIONS + "?contaminated=true&goldenDatasetId=" + dataset).body("items", hasSize(2));
    get(EVALUATIONS + "?contaminated=false&goldenDatasetId=" + dataset).body("items", hasSize(2));
  }

  @Test
  void every_bad_field_is_named_and_nothing_is_kept() {
    var dataset = golden("{}");
    var empty = golden("{\"items\": []}");
    var before = Sql.everything();
    isInvalid(
        evaluate(
            dataset,
            """
            {"gitCommit": "", "modelId": "x", "nonsense": 1, "predictions": [5, {}, {"key": "k", "actual": 1},
              {"key": "k", "actual": null, "score": 1}, {"key": "n", "actual": [9007199254740993]}]}
            """),
        "/testedSystem",
        "/gitCommit",
        "/modelId",
        "/nonsense",
        "/predictions/0",
        "/predictions/1/key",
        "/predictions/1/actual",
        "/predictions/3/key",
        "/predictions/3/actual",
        "/predictions/3/score",
        "/predictions/4/actual/0");
    isProblem(evaluate(empty, body("s", List.of())), 409, "conflict");
    isProblem(evaluate(UUID.randomUUID().toString(), body("s", List.of())), 404, "not-found");
    isProblem(get(EVALUATIONS + "/" + UUID.randomUUID()), 404, "not-found");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  @Test
  void nothing_answered_is_everything_wrong() {
    evaluate(golden("{}"), body("s", List.of()))
        .statusCode(201)
        .body("missingItems", is(2))
        .body("accuracy", is(0f))
        .body("accuracyLow", is(0f))
        .body("figures.materiality[0].amount", equalTo("17.34"));
  }

  @Test
  void lists_are_narrowed_by_every_filter() {
    var dataset = golden("{}");
    var word = UUID.randomUUID().toString();
    var version = registered("{}");
    isInvalid(
        evaluate(
            dataset,
            "{\"testedSystem\": \"s\", \"modelId\": \"%s\", \"predictions\": []}".formatted(word)),
        "/modelId");
    var id =
        evaluate(
                dataset,
                "{\"testedSystem\": \"%s\", \"modelId\": \"%s\", \"predictions\": []}"
                    .formatted(word, version))
            .extract()
            .<String>path("id");
    var content = get(EVALUATIONS + "/" + id).extract().<String>path("contentSha256");
    for (var filter :
        List.of(
            "testedSystem=" + word,
            "modelId=" + version,
            "goldenDatasetId=" + dataset,
            "testedSystem=" + word + "&contentSha256=" + content + "&contaminated=false",
            "testedSystem="
                + word
                + "&createdFrom=2026-01-01T00:00:00Z&createdTo=2999-01-01T00:00:00Z")) {
      get(EVALUATIONS + "?" + filter).statusCode(200).body("items.id", contains(id));
    }
    get(EVALUATIONS + "?contaminated=true").body("items.id", not(hasItem(id)));
    isInvalid(
        get(EVALUATIONS + "?contaminated=x&modelId=x&goldenDatasetId=x&sort=x"),
        "?contaminated",
        "?modelId",
        "?goldenDatasetId",
        "?sort");
  }

  @Test
  void ten_thousand_items_are_evaluated_and_every_answer_is_kept() {
    var count = 10_000;
    var dataset = many(count, "{}");
    predicted(dataset, "large", answers(count, i -> i % 10 != 0))
        .statusCode(201)
        .body("rightItems", is(9_000))
        .body("items", is(count));
    assertThat(
            Sql.number(
                """
                SELECT count(*) FROM golden_answers a JOIN golden_evaluations e ON e.id = a.evaluation_id
                WHERE e.golden_dataset_id = ?::uuid
                """,
                dataset))
        .isEqualTo(count);
  }

  private static String many(int count, String fields) {
    var items =
        IntStream.range(0, count).mapToObj(i -> item(i, "right")).collect(Collectors.joining(","));
    return golden("{\"comparators\": [], \"items\": [%s]}".formatted(items));
  }

  private static String item(int i, String answer) {
    return "{\"key\": \"k%05d\", \"input\": %d, \"expected\": {\"answer\": \"%s\", \"n\": %d}}"
        .formatted(i, i, answer, i);
  }

  private static List<String> answers(int count, java.util.function.IntPredicate right) {
    return IntStream.range(0, count)
        .mapToObj(i -> answer(i, right.test(i) ? "right" : "wrong"))
        .toList();
  }

  private static String answer(int i, String answer) {
    return "{\"key\": \"k%05d\", \"actual\": {\"answer\": \"%s\", \"n\": %d}}"
        .formatted(i, answer, i);
  }

  private static String versioned(String dataset, String body) {
    return engineer(DATASETS + "/" + dataset + "/versions", body)
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String body(String system, List<String> answers) {
    return "{\"testedSystem\": \"%s\", \"predictions\": [%s]}"
        .formatted(system, String.join(",", answers));
  }

  private static ValidatableResponse predicted(
      String dataset, String system, List<String> answers) {
    return evaluate(dataset, body(system, answers));
  }

  private static ValidatableResponse evaluate(String dataset, String body) {
    return send("report_tests", dataset, "application/json", body);
  }

  private static ValidatableResponse send(String role, String dataset, String type, String body) {
    var request = role.equals("report_tests") ? with(Tokens.machine(role)) : as(role);
    return request
        .header("Content-Type", type)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post(DATASETS + "/" + dataset + "/evaluations")
        .then();
  }

  private static ValidatableResponse post(String token, String dataset, String body) {
    return with(token)
        .header("Content-Type", "application/json")
        .body(body)
        .post(DATASETS + "/" + dataset + "/evaluations")
        .then()
        .statusCode(201);
  }
}
