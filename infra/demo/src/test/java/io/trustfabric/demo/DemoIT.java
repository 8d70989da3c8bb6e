package io.trustfabric.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.demo.books.GoldenSet;
import io.trustfabric.demo.modelops.Models;
import io.trustfabric.demo.models.AccountModel;
import io.trustfabric.demo.models.Marks;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Part;
import io.trustfabric.local.Ports;
import io.trustfabric.local.Settings;
import io.trustfabric.local.Stack;
import io.trustfabric.runner.TrialCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// The demo, twice, against the real database, Keycloak and backend.
@TestInstance(Lifecycle.PER_CLASS)
class DemoIT {

  private static final List<String> ONCE =
      List.of(
          "/api/security/incidents?",
          "/api/security/secret-rotations?",
          "/api/quality/regression-tests?",
          "/api/quality/golden-datasets?",
          "/api/quality/evaluations?",
          "/api/modelops/models?",
          "/api/modelops/drift-detections?",
          "/api/monitoring/slo-definitions?",
          "/api/backup/backups?",
          "/api/backup/restores?",
          "/api/compliance/evidence?",
          "/api/compliance/data-classification?",
          "/api/compliance/access-reviews?",
          "/api/approvals?");

  private Path root;
  private Path state;
  private Stack stack;
  private Client engineer;
  private ComplianceDone compliance;
  private Map<String, Long> afterFirst;
  private Map<String, Long> afterSecond;
  private String said;

  @BeforeAll
  void fillTwice() throws IOException {
    var around = Settings.from(Path.of(""), Map.of());
    assumeTrue(
        Files.exists(around.root().resolve("backend/target/quarkus-app/quarkus-run.jar")),
        "the backend is not built");
    root = around.root();
    state = Files.createTempDirectory("trust-fabric");
    var settings = new Settings(around.root(), state, Ports.free());
    stack =
        new Stack(
            settings,
            EnumSet.of(Part.POSTGRES, Part.KEYCLOAK, Part.BACKEND),
            printing(OutputStream.nullOutputStream()));
    stack.start();
    engineer = new Client(Credentials.of(settings), "engineering-desk");
    compliance = new ComplianceDone(new Client(Credentials.of(settings), "compliance-desk"));
    var out = new ByteArrayOutputStream();
    new Demo(settings, printing(out)).run();
    said = out.toString(StandardCharsets.UTF_8);
    afterFirst = totals();
    new Demo(settings, printing(OutputStream.nullOutputStream())).run();
    afterSecond = totals();
  }

  @AfterAll
  void stop() throws IOException {
    if (stack != null) {
      stack.stop();
      try (var files = Files.walk(state)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void aDemoNeedsARunningStack() throws IOException {
    var nothing = Settings.from(Path.of(""), Map.of("TF_STATE_DIR", state + "/nothing"));

    assertThatThrownBy(() -> new Demo(nothing, System.out))
        .isInstanceOf(LaunchFailure.class)
        .hasMessageContaining("make run");
  }

  @Test
  void aSecondRunDoublesNothing() {
    assertThat(afterSecond).isEqualTo(afterFirst);
    assertThat(afterFirst.get("/api/security/incidents?")).isPositive();
  }

  @Test
  void theApiFindsTheModelsAsGoodAsTheyAre() {
    for (var model : Models.train()) {
      for (var set : List.of(GoldenSet.invoices(), GoldenSet.filings())) {
        var evaluation = evaluation(version(model), set);

        assertThat(evaluation.get("rightItems").longValue()).isEqualTo(Marks.right(model, set));
        assertThat(evaluation.get("items").intValue()).isEqualTo(set.cases().size());
        assertThat(evaluation.get("contaminated").booleanValue()).isFalse();
        assertThat(evaluation.get("missingItems").intValue()).isZero();
        assertThat(evaluation.get("extraItems").intValue()).isZero();
      }
    }
  }

  @Test
  void theProductMeasuresWhatItPromisesOfItself() {
    assertThat(said).contains("api-availability: ", "api-latency: ", "ledger-freshness: ");
    var slos = engineer.get("/api/monitoring/slo-definitions?service=trust-fabric").get("items");
    assertThat(slos).hasSize(3);
    for (var slo : slos) {
      var measured = engineer.get("/api/monitoring/slos?sloId=" + slo.get("id").textValue());
      assertThat(measured.at("/items/0/totalEvents").doubleValue()).isPositive();
    }
  }

  @Test
  void onlyWhatAModelHasToSayIsEverWrong() {
    for (var model : Models.train()) {
      var fields = new HashMap<String, Double>();
      evaluation(version(model), GoldenSet.invoices())
          .at("/figures/byField")
          .forEach(f -> fields.put(f.get("name").textValue(), f.get("accuracy").doubleValue()));

      assertThat(fields).containsEntry("gross", 1.0).containsEntry("date", 1.0);
      assertThat(fields).containsEntry("supplier", 1.0);
      assertThat(fields.get("accountCode")).isEqualTo(lowest(fields)).isLessThan(1);
    }
  }

  @Test
  void modelsAreStagedWithTheirArtifactAndTheGateHoldsThemBack() throws Exception {
    for (var model : Models.train()) {
      var version = version(model);
      var artifact = Files.readAllBytes(state.resolve("models/" + model.name() + ".pb"));

      assertThat(version.get("status").textValue()).isEqualTo("staging");
      assertThat(version.get("framework").textValue()).isEqualTo(AccountModel.FRAMEWORK);
      assertThat(version.get("modelType").textValue()).isEqualTo(model.type());
      assertThat(version.get("artifactSha256").textValue())
          .isEqualTo(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(artifact)));
      assertThat(version.at("/evaluationMetrics/heldOutAccuracy").doubleValue())
          .isEqualTo(model.heldOut().accuracy());
      assertThat(version.get("goldenDatasetScores"))
          .hasSize(2)
          .allMatch(score -> score.get("provenance").textValue().equals("evaluated"));
    }
    assertThat(said).contains("the release gate holds it back: no policy is in force");
    for (var model : Models.train()) {
      var gate = engineer.get("/api/modelops/models/" + id(version(model)) + "/gate");
      assertThat(gate.get("verdict").textValue()).isEqualTo("fail");
      assertThat(gate.get("rules")).hasSize(8);
    }
  }

  @Test
  void aReleasePolicyIsProposedFromWhatIsThereAndNoMachinePutsItInForce() {
    var suites = engineer.get("/api/quality/regression-tests/suites").get("items");
    var proposed = engineer.get("/api/modelops/gate-policy/versions").get("items");
    if (suites.isEmpty()) {
      assertThat(proposed).isEmpty();
      assertThat(said).contains("no policy is proposed");
      return;
    }
    assertThat(proposed).hasSize(1);
    assertThat(proposed.get(0).get("status").textValue()).isEqualTo("proposed");
    assertThat(proposed.get(0).get("datasets")).hasSize(2);
    var waiting = engineer.get("/api/approvals?status=pending").get("items");
    assertThat(waiting).hasSize(1);
    assertThat(waiting.get(0).get("action").textValue()).isEqualTo("gate_policy.change");
  }

  @Test
  void theMonthAfterDriftedInWhatWasMadeOther() {
    for (var model : Models.train()) {
      var detections =
          engineer
              .get("/api/modelops/drift-detections?limit=50&modelId=" + id(version(model)))
              .get("items")
              .valueStream()
              .collect(Collectors.toMap(d -> d.path("feature").asText(), Function.identity()));

      assertThat(detections).hasSize(6);
      assertThat(detections.values()).allMatch(d -> d.get("source").asText().equals("computed"));
      assertThat(isDrift(detections.get("supplier"))).isTrue();
      assertThat(isDrift(detections.get("price"))).isTrue();
      assertThat(isDrift(detections.get("jurisdiction"))).isFalse();
      assertThat(isDrift(detections.get("words"))).isFalse();
    }
  }

  @Test
  void theSecondVersionOfEachDatasetIsTheActiveOne() {
    var active = engineer.get("/api/quality/golden-datasets?status=active").get("items");

    assertThat(active).hasSize(2);
    assertThat(active).allMatch(version -> version.get("dataVersion").intValue() == 2);
    assertThat(afterFirst).containsEntry("/api/quality/golden-datasets?", 4L);
  }

  @Test
  void theProductsOwnFilesAreEvidenceThatNoMachineApproves() throws IOException {
    compliance.evidenceIsOfThisCheckout(root);
    compliance.noEvidenceIsApprovedByAMachine();
    assertThat(said).contains("none is approved: that takes a second person");
  }

  @Test
  void theProductsOwnTablesAreClassifiedAndItsPeopleUnderReview() {
    compliance.tablesAreClassified();
    compliance.accessIsUnderReview();
  }

  @Test
  void aRealBackupIsProvedByADrillOrItSaysWhatIsMissing() {
    if (TrialCluster.missing().isPresent()) {
      assertThat(said).contains("nothing is backed up or restored", TrialCluster.missing().get());
    } else {
      new BackupDone(engineer).isProvedAndKeptIn(state.resolve("backup"));
      assertThat(said).contains("a full and an incremental; a drill passed: ");
    }
  }

  @Test
  void itSaysWhereTestReportsComeFromOrHowToGetSome() {
    assertThat(said).containsAnyOf("surefire: ", "`make test` leaves some");
  }

  private static double lowest(Map<String, Double> fields) {
    return fields.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static boolean isDrift(JsonNode detection) {
    return detection.get("driftDetected").booleanValue();
  }

  private JsonNode version(AccountModel model) {
    return engineer.first("/api/modelops/models?name=" + model.name()).orElseThrow();
  }

  private JsonNode evaluation(JsonNode version, GoldenSet set) {
    var dataset =
        engineer
            .first("/api/quality/golden-datasets?status=active&name=" + Client.encoded(set.name()))
            .orElseThrow();
    return engineer
        .first(
            "/api/quality/evaluations?modelId=%s&goldenDatasetId=%s"
                .formatted(id(version), id(dataset)))
        .orElseThrow();
  }

  private static String id(JsonNode record) {
    return record.get("id").textValue();
  }

  private Map<String, Long> totals() {
    return ONCE.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), path -> engineer.get(path).at("/page/total").longValue()));
  }

  private static PrintStream printing(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }
}
