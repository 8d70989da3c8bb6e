package io.trustfabric.demo.modelops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.models.AccountModel;
import io.trustfabric.local.LaunchFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/// Registers models the way a training job does that knows MLflow only: with MLflow's own Java
/// client, which finds its protocol at our API.
final class MlflowRegistry implements AutoCloseable {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final MlflowClient mlflow;

  MlflowRegistry(Client reporter) {
    this.mlflow = new MlflowClient(new BasicMlflowHostCreds(reporter.apiUrl(), reporter.token()));
  }

  /// Makes a model that is not there.
  void create(String name) {
    post(
        "registered-models/create",
        JSON.objectNode()
            .put("name", name)
            .put("description", "Says which account a document belongs to"));
  }

  /// Registers a model's next version.
  ///
  /// @param source where its artifact lies
  /// @param sha256 of the artifact
  void register(AccountModel model, String source, String sha256, TrainingMonth trainedOn) {
    var body = JSON.objectNode().put("name", model.name()).put("source", source);
    body.put("description", "Trained by make demo on documents of " + trainedOn.market().month());
    var tags = body.putArray("tags");
    tags(model, sha256, trainedOn)
        .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    post("model-versions/create", body);
  }

  /// MLflow has no field for most of it. The first four become fields of the version.
  private static Map<String, String> tags(
      AccountModel model, String sha256, TrainingMonth trainedOn) {
    var tags = new LinkedHashMap<String, String>();
    tags.put("trust-fabric.framework", AccountModel.FRAMEWORK);
    tags.put("trust-fabric.model-type", model.type());
    tags.put("trust-fabric.owner", "Enzo Duarte");
    tags.put("trust-fabric.artifact-sha256", sha256);
    tags.put("training-data", trainedOn.uri());
    tags.put("training-data-sha256", trainedOn.sha256());
    tags.put("training-data-rows", Integer.toString(trainedOn.rows().size()));
    new TreeMap<>(model.hyperparameters())
        .forEach((name, value) -> tags.put("hyperparameter-" + name, value.toString()));
    return tags;
  }

  private JsonNode post(String path, ObjectNode body) {
    try {
      return new ObjectMapper().readTree(mlflow.sendPost(path, body.toString()));
    } catch (MlflowClientException | IOException e) {
      throw new LaunchFailure("The registry refuses a model: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    mlflow.close();
  }
}
