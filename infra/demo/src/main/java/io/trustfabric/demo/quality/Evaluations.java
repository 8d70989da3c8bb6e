package io.trustfabric.demo.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.demo.models.Accountant;
import java.util.Locale;

/// Hands in answers to golden datasets, each accountant's once, as a client that has never seen
/// what is right. The API says what they are worth.
public final class Evaluations {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Client reporter;
  private final Client reader;

  public Evaluations(Credentials credentials) {
    this.reporter = new Client(credentials, "test-reporter");
    this.reader = new Client(credentials, "engineering-desk");
  }

  /// @param modelId the model version that the accountant asks
  /// @return the evaluation
  public JsonNode keep(GoldenSets.Kept golden, Accountant accountant, String modelId) {
    return reader
        .first(
            "/api/quality/evaluations?contentSha256=%s&modelId=%s"
                .formatted(golden.contentSha256(), modelId))
        .orElseGet(() -> evaluate(golden, accountant, modelId));
  }

  private JsonNode evaluate(GoldenSets.Kept golden, Accountant accountant, String modelId) {
    var head =
        JSON.objectNode()
            .put("testedSystem", "accountant with " + accountant.model().name())
            .put("modelId", modelId);
    var lines = new StringBuilder(head.toString());
    for (var one : golden.set().cases()) {
      var prediction = JSON.objectNode().put("key", one.key());
      prediction.set("actual", accountant.answer(one.input()));
      lines.append('\n').append(prediction);
    }
    return reporter.post(
        "/api/quality/golden-datasets/" + golden.id() + "/evaluations",
        "application/x-ndjson",
        lines.toString());
  }

  /// An evaluation in words: its accuracy with the interval.
  public static String told(JsonNode evaluation) {
    return String.format(
        Locale.ROOT,
        "%d of %d right, %.1f %% (%.1f to %.1f)",
        evaluation.get("rightItems").longValue(),
        evaluation.get("items").longValue(),
        100 * evaluation.get("accuracy").doubleValue(),
        100 * evaluation.get("accuracyLow").doubleValue(),
        100 * evaluation.get("accuracyHigh").doubleValue());
  }
}
