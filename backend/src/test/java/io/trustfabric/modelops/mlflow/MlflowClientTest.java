package io.trustfabric.modelops.mlflow;

import static io.trustfabric.modelops.mlflow.MlflowApi.actions;
import static io.trustfabric.modelops.mlflow.MlflowApi.model;
import static io.trustfabric.modelops.mlflow.MlflowApi.modelId;
import static io.trustfabric.modelops.mlflow.MlflowApi.produced;
import static io.trustfabric.modelops.mlflow.MlflowApi.staged;
import static io.trustfabric.modelops.mlflow.MlflowApi.stagedByEngineer;
import static io.trustfabric.modelops.mlflow.MlflowApi.version;
import static io.trustfabric.testing.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.trustfabric.modelops.registry.PromotionGateTest;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/// MLflow's own Java client, as it is, against this registry.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PromotionGateTest.WithGate.class)
class MlflowClientTest {

  private static final Path RECORDED =
      Path.of(
          System.getProperty("shared.data", "none"), "mlflow", "java-client-2.17.2-requests.jsonl");

  @TestHTTPResource("/")
  String root;

  private MlflowClient client;

  @BeforeEach
  void connect() {
    client = client(Tokens.person("engineer"));
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void a_model_and_its_version_are_made_and_read_back() throws IOException {
    var name = "m-" + UUID.randomUUID();
    client.sendPost(
        "registered-models/create",
        """
        {"name": "%s", "description": "Reads invoices", "tags": [{"key": "team", "value": "platform"}]}
        """
            .formatted(name));
    var made =
        json(
            client.sendPost(
                "model-versions/create",
                """
                {"name": "%s", "source": "s3://models/1", "run_id": "r1", "run_link": "https://runs/r1", "description": "d",
                 "tags": [{"key": "k", "value": "v"}, {"key": "trust-fabric.framework", "value": "tribuo"}]}
                """
                    .formatted(name)));
    assertThat(made.at("/model_version/version").textValue()).isEqualTo("1");

    var model = client.getRegisteredModel(name);
    assertThat(model.getDescription()).isEqualTo("Reads invoices");
    assertThat(model.getUserId()).isEqualTo("engineer");
    assertThat(model.getTags(0).getKey()).isEqualTo("team");
    assertThat(model.getCreationTimestamp()).isPositive();
    assertThat(model.getLatestVersionsList())
        .extracting(ModelVersion::getVersion)
        .containsExactly("1");

    var version = client.getModelVersion(name, "1");
    assertThat(version.getStatus()).isEqualTo(ModelVersionStatus.READY);
    assertThat(version.getCurrentStage()).isEqualTo("None");
    assertThat(version.getSource()).isEqualTo("s3://models/1");
    assertThat(version.getRunId()).isEqualTo("r1");
    assertThat(version.getRunLink()).isEqualTo("https://runs/r1");
    assertThat(version.getTagsList())
        .anySatisfy(tag -> assertThat(tag.getKey() + tag.getValue()).isEqualTo("kv"))
        .anySatisfy(
            tag ->
                assertThat(tag.getKey() + "=" + tag.getValue())
                    .isEqualTo("trust-fabric.framework=tribuo"));
    assertThat(client.getModelVersionDownloadUri(name, "1")).isEqualTo("s3://models/1");
  }

  @Test
  void the_latest_versions_are_those_of_each_stage() {
    var name = model();
    var produced = produced(name);
    staged(name);
    var staged = staged(name);
    version(name);
    var newest = version(name);
    assertThat(client.getLatestVersions(name))
        .extracting(ModelVersion::getVersion)
        .containsExactly(newest, staged, produced);
    assertThat(client.getLatestVersions(name, List.of("Production")))
        .extracting(ModelVersion::getVersion)
        .containsExactly(produced);
    assertThat(client.getLatestVersions(name, List.of("None", "Archived")))
        .extracting(ModelVersion::getVersion)
        .containsExactly(newest);
  }

  @Test
  void the_tenth_version_comes_after_the_ninth() {
    var name = model();
    for (int i = 0; i < 10; i++) {
      version(name);
    }
    assertThat(client.getLatestVersions(name))
        .extracting(ModelVersion::getVersion)
        .containsExactly("10");
    var page =
        client.searchModelVersions("name='%s'".formatted(name), 4, List.of("version_number DESC"));
    var found = new ArrayList<String>();
    page.getItems().forEach(one -> found.add(one.getVersion()));
    while (page.hasNextPage()) {
      page = (org.mlflow.tracking.ModelVersionsPage) page.getNextPage();
      page.getItems().forEach(one -> found.add(one.getVersion()));
    }
    assertThat(found).containsExactly("10", "9", "8", "7", "6", "5", "4", "3", "2", "1");
  }

  @Test
  void what_is_refused_three_times_has_happened_no_time() {
    var name = model();
    var lines = actions(modelId(name)).size();
    var before = Sql.everything();
    var refused =
        catchThrowableOfType(
            MlflowHttpException.class,
            () ->
                client.sendPost("registered-models/create", "{\"name\": \"%s\"}".formatted(name)));
    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getBodyMessage()).contains("RESOURCE_ALREADY_EXISTS");
    assertThat(Sql.everything()).isEqualTo(before);
    assertThat(actions(modelId(name))).hasSize(lines);
  }

  @Test
  void a_promotion_is_asked_for_once_however_often_the_client_repeats_it() {
    var name = model();
    var number = stagedByEngineer(name);
    var body =
        "{\"name\": \"%s\", \"version\": \"%s\", \"stage\": \"Production\"}"
            .formatted(name, number);
    var refused =
        catchThrowableOfType(
            MlflowHttpException.class,
            () -> client.sendPost("model-versions/transition-stage", body));
    assertThat(refused.getStatusCode()).isEqualTo(409);
    var approval =
        Sql.one("SELECT id FROM approvals WHERE record_id = ?::uuid", MlflowApi.id(name, number));
    assertThat(refused.getBodyMessage()).contains("INVALID_STATE").contains(approval);
    assertThat(
            Sql.number(
                "SELECT count(*) FROM approvals WHERE record_id = ?::uuid",
                MlflowApi.id(name, number)))
        .isEqualTo(1);
    MlflowApi.decide(approval, "cora").statusCode(200);
    assertThat(client.getModelVersion(name, number).getCurrentStage()).isEqualTo("Production");
  }

  @Test
  void an_edit_is_a_patch_as_the_client_sends_it() {
    var name = model();
    version(name);
    client.sendPatch(
        "registered-models/update", "{\"name\": \"%s\", \"description\": \"d1\"}".formatted(name));
    client.sendPatch(
        "model-versions/update",
        "{\"name\": \"%s\", \"version\": \"1\", \"description\": \"d2\"}".formatted(name));
    assertThat(client.getRegisteredModel(name).getDescription()).isEqualTo("d1");
    assertThat(client.getModelVersion(name, "1").getDescription()).isEqualTo("d2");
  }

  @Test
  void who_may_not_is_told_so_in_the_clients_words() {
    var name = model();
    try (var viewer = client(Tokens.person("viewer"))) {
      var refused =
          catchThrowableOfType(
              MlflowHttpException.class,
              () -> viewer.sendPost("registered-models/create", "{\"name\": \"x\"}"));
      assertThat(refused.getStatusCode()).isEqualTo(403);
      assertThat(refused.getBodyMessage()).contains("PERMISSION_DENIED");
      assertThat(viewer.getRegisteredModel(name).getName()).isEqualTo(name);
    }
    try (var nobody = new MlflowClient(new BasicMlflowHostCreds(host()))) {
      var refused =
          catchThrowableOfType(MlflowHttpException.class, () -> nobody.getRegisteredModel(name));
      assertThat(refused.getStatusCode()).isEqualTo(401);
      assertThat(refused.getBodyMessage()).contains("UNAUTHENTICATED");
    }
  }

  @Test
  void the_requests_that_were_recorded_of_the_client_are_understood() throws IOException {
    assumeTrue(Files.exists(RECORDED), "no " + RECORDED);
    MlflowApi.post(MlflowApi.MODEL + "create", "{\"name\": \"ai-accountant\"}");
    while (Sql.number("SELECT count(*) FROM model_registry WHERE name = 'ai-accountant'") < 3) {
      version("ai-accountant");
    }
    var statuses = new ArrayList<Integer>();
    for (var line : Files.readAllLines(RECORDED)) {
      var request = json(line);
      var send = as("engineer").urlEncodingEnabled(false);
      if (!request.get("body").textValue().isEmpty()) {
        send.contentType(request.get("ct").textValue()).body(request.get("body").textValue());
      }
      statuses.add(
          send.request(request.get("method").textValue(), request.get("path").textValue())
              .statusCode());
    }
    assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 200, 200, 400, 400, 400);
  }

  private MlflowClient client(String token) {
    return new MlflowClient(new BasicMlflowHostCreds(host(), token));
  }

  private String host() {
    return root.replaceAll("/$", "");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
