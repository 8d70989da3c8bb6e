package io.trustfabric.demo.modelops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.models.AccountModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Has the API look for drift between the month a model was trained on and the one after: in what
/// comes in, in what it answers, and in how often it is wrong. Each once for a model.
final class DriftWatch {

  /// Of the training month so many rows are compared.
  private static final int REFERENCE_ROWS = 1_000;

  private static final String PATH = "/api/modelops/drift-detections";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Client reporter;
  private final Client reader;
  private final TrainingMonth reference;
  private final TrainingMonth current;

  DriftWatch(Client reporter, Client reader, TrainingMonth reference, TrainingMonth current) {
    this.reporter = reporter;
    this.reader = reader;
    this.reference = reference;
    this.current = current;
  }

  /// @return what to say of it
  String look(AccountModel model, String modelId) {
    var before = reference.rows().subList(0, REFERENCE_ROWS);
    var now = current.rows();
    var found = new ArrayList<JsonNode>();
    if (isNew(modelId, "data")) {
      found.addAll(compare(modelId, "data", MonthFeatures.data(before), MonthFeatures.data(now)));
    }
    if (isNew(modelId, "prediction")) {
      found.addAll(
          compare(
              modelId,
              "prediction",
              MonthFeatures.predictions(before, model),
              MonthFeatures.predictions(now, model)));
    }
    if (isNew(modelId, "concept")) {
      found.addAll(errors(modelId, model));
    }
    if (found.isEmpty()) {
      return "looked for drift already";
    }
    var drifted =
        found.stream()
            .filter(one -> one.get("driftDetected").booleanValue())
            .map(DriftWatch::told)
            .toList();
    return "%d looks for drift, %s"
        .formatted(
            found.size(),
            drifted.isEmpty() ? "none found" : "found in " + String.join(", ", drifted));
  }

  private boolean isNew(String modelId, String driftType) {
    return reader.first(PATH + "?modelId=%s&driftType=%s".formatted(modelId, driftType)).isEmpty();
  }

  private List<JsonNode> compare(
      String modelId,
      String driftType,
      Map<String, ObjectNode> before,
      Map<String, ObjectNode> now) {
    var report = report(modelId, driftType);
    var features = report.putArray("features");
    now.forEach(
        (feature, sample) -> {
          var one = features.addObject().put("feature", feature);
          one.set("reference", before.get(feature));
          one.set("current", sample);
        });
    return send(report);
  }

  /// Right or wrong, answer by answer: rows of the training month that were held out, then those of
  /// the month after.
  private List<JsonNode> errors(String modelId, AccountModel model) {
    var report = report(modelId, "concept");
    var values = report.putObject("errors").putArray("values");
    Stream.concat(AccountModel.heldOut(reference.rows()).stream(), current.rows().stream())
        .forEach(row -> values.add(model.book(row.reading()) == row.account() ? 0 : 1));
    return send(report);
  }

  private ObjectNode report(String modelId, String driftType) {
    var report = JSON.objectNode().put("modelId", modelId).put("driftType", driftType);
    report.putObject("referenceWindow").put("from", reference.from()).put("to", reference.to());
    report.putObject("currentWindow").put("from", current.from()).put("to", current.to());
    report.putObject("metadata").put("reference", reference.uri()).put("current", current.uri());
    return report;
  }

  private List<JsonNode> send(ObjectNode report) {
    return reporter.post(PATH, report).get("items").valueStream().toList();
  }

  private static String told(JsonNode one) {
    return "%s (%s)"
        .formatted(
            one.path("feature").asText(one.get("driftType").textValue()),
            one.get("severity").textValue());
  }
}
