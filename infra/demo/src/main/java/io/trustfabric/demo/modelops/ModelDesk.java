package io.trustfabric.demo.modelops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.models.AccountModel;
import io.trustfabric.demo.quality.GoldenSets;
import java.util.List;
import java.util.Map;

/// What an engineer does with a registered version: writes down what was measured, moves it on,
/// asks for its promotion. Each step once, from where the version is.
final class ModelDesk {

  private static final String PATH = "/api/modelops/models/";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Client engineer;

  ModelDesk(Client engineer) {
    this.engineer = engineer;
  }

  /// Writes down what the API found in evaluations, and what training itself measured.
  ///
  /// @return the version as it is then
  JsonNode measured(
      JsonNode version, AccountModel model, Map<GoldenSets.Kept, JsonNode> evaluations) {
    var edit = JSON.objectNode();
    var heldOut = model.heldOut();
    edit.putObject("evaluationMetrics")
        .put("heldOutAccuracy", heldOut.accuracy())
        .put("heldOutRows", heldOut.rows());
    var scores = edit.putArray("goldenDatasetScores");
    evaluations.forEach(
        (golden, evaluation) ->
            scores
                .addObject()
                .put("goldenDatasetId", golden.id())
                .put("dataset", golden.set().name())
                .put("metric", "accuracy")
                .set("score", evaluation.get("accuracy")));
    edit.put("reason", "Evaluated by the API");
    return engineer.patch(PATH + version.get("id").textValue(), edit);
  }

  /// From registered by way of validating to staging.
  ///
  /// @return where it is now
  JsonNode stage(JsonNode version) {
    var now = version;
    for (var next : List.of("validating", "staging")) {
      var from = next.equals("validating") ? "registered" : "validating";
      if (now.get("status").textValue().equals(from)) {
        now = move(now, JSON.objectNode().put("status", next));
      }
    }
    return now;
  }

  private JsonNode move(JsonNode version, ObjectNode move) {
    return engineer.patch(PATH + version.get("id").textValue() + "/status", move);
  }

  /// Asks for production, unless that was asked before.
  ///
  /// @return what became of it
  String promote(JsonNode version, String reason) {
    if (!version.get("status").textValue().equals("staging")) {
      return version.get("status").textValue();
    }
    if (engineer.first("/api/approvals?recordId=" + version.get("id").textValue()).isPresent()) {
      return "staging, its promotion was asked for";
    }
    var move = JSON.objectNode().put("status", "production").put("rolloutPercentage", 100);
    move.put("reason", reason);
    var answer =
        engineer.answer(
            "PATCH",
            PATH + version.get("id").textValue() + "/status",
            "application/json",
            move.toString());
    if (answer.status() == 409) {
      return "staging, its promotion is refused: " + answer.body().path("detail").asText();
    }
    Client.accepted(answer);
    return answer.status() == 202
        ? "staging, its promotion waits for a second person (cora or ada)"
        : answer.body().path("status").asText();
  }
}
