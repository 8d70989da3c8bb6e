package io.trustfabric.demo.modelops;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.demo.models.AccountModel;
import io.trustfabric.demo.models.Accountant;
import io.trustfabric.demo.quality.Evaluations;
import io.trustfabric.demo.quality.GoldenSets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Trains the two models and takes them through the registry, each once: a model of that name is
/// left as it is, and what is missing of it is caught up on.
public final class Models {

  private final Client reporter;
  private final Client engineer;
  private final Evaluations evaluations;
  private final ModelDesk desk;
  private final Path artifacts;

  /// @param artifacts the folder that keeps the trained models
  public Models(Credentials credentials, Path artifacts) {
    this.reporter = new Client(credentials, "model-reporter");
    this.engineer = new Client(credentials, "engineering-desk");
    this.evaluations = new Evaluations(credentials);
    this.desk = new ModelDesk(engineer);
    this.artifacts = artifacts;
  }

  /// A model, its version in the registry, and what the API found it worth.
  private record Candidate(
      AccountModel model, JsonNode version, Map<GoldenSets.Kept, JsonNode> evaluations) {

    long right() {
      return evaluations.values().stream().mapToLong(e -> e.get("rightItems").longValue()).sum();
    }

    String id() {
      return version.get("id").textValue();
    }
  }

  /// @return what to say, line by line
  public List<String> run(List<GoldenSets.Kept> golden) {
    var reference = TrainingMonth.reference();
    var candidates = new ArrayList<Candidate>();
    for (var model : train(reference)) {
      candidates.add(candidate(model, reference, golden));
    }
    candidates.sort(Comparator.comparingLong(Candidate::right).reversed());
    var best = candidates.getFirst();
    var watch = new DriftWatch(reporter, engineer, reference, TrainingMonth.current());
    var said = new ArrayList<String>();
    for (var candidate : candidates) {
      var name = candidate.model().name();
      var staged = desk.stage(candidate.version());
      candidate
          .evaluations()
          .forEach(
              (kept, evaluation) ->
                  said.add(name + ", " + kept.set().name() + ": " + Evaluations.told(evaluation)));
      var status =
          candidate == best
              ? desk.promote(staged, why(candidates))
              : staged.get("status").textValue();
      said.add(name + ": " + status);
      said.add(name + ": " + watch.look(candidate.model(), candidate.id()));
    }
    return said;
  }

  /// The two models, trained here and now on the same rows.
  public static List<AccountModel> train() {
    return train(TrainingMonth.reference());
  }

  private static List<AccountModel> train(TrainingMonth month) {
    return List.of(
        AccountModel.logisticRegression(month.rows()), AccountModel.naiveBayes(month.rows()));
  }

  private static String why(List<Candidate> bestFirst) {
    return "Golden cases answered right: "
        + String.join(
            ", ", bestFirst.stream().map(one -> one.model().name() + " " + one.right()).toList());
  }

  private Candidate candidate(
      AccountModel model, TrainingMonth reference, List<GoldenSets.Kept> golden) {
    var version = find(model).orElseGet(() -> register(model, reference));
    var found = new LinkedHashMap<GoldenSets.Kept, JsonNode>();
    for (var kept : golden) {
      found.put(kept, evaluations.keep(kept, new Accountant(model), version.get("id").textValue()));
    }
    if (version.get("goldenDatasetScores").isEmpty()) {
      version = desk.measured(version, model, found);
    }
    return new Candidate(model, version, found);
  }

  private Optional<JsonNode> find(AccountModel model) {
    return engineer.first("/api/modelops/models?name=" + Client.encoded(model.name()));
  }

  private JsonNode register(AccountModel model, TrainingMonth reference) {
    var artifact = model.artifact();
    var file = artifacts.resolve(model.name() + ".pb");
    try {
      Files.createDirectories(artifacts);
      Files.write(file, artifact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (var mlflow = new MlflowRegistry(reporter)) {
      if (engineer
          .first("/api/modelops/registered-models?name=" + Client.encoded(model.name()))
          .isEmpty()) {
        mlflow.create(model.name());
      }
      mlflow.register(model, file.toUri().toString(), TrainingMonth.sha256(artifact), reference);
    }
    return find(model).orElseThrow();
  }
}
