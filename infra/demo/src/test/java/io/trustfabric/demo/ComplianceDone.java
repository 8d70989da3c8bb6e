package io.trustfabric.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.demo.api.Client;
import io.trustfabric.local.People;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the compliance desk should have left behind.
record ComplianceDone(Client desk) {

  private static final String PATH = "/api/compliance";
  private static final String LEDGER = "How the audit ledger is written and checked";

  void evidenceIsOfThisCheckout(Path root) throws IOException {
    var evidence = desk.get(PATH + "/evidence?limit=100").get("items");

    assertThat(evidence)
        .extracting(one -> one.get("status").textValue())
        .contains("submitted", "draft")
        .containsOnly("submitted", "draft");
    var file = ofTitle(LEDGER).at("/files/0");
    assertThat(file.get("name").textValue()).isEqualTo("ledger-format.md");
    assertThat(file.get("sha256").textValue())
        .isEqualTo(sha256(Files.readAllBytes(root.resolve("backend/docs/ledger-format.md"))));
    assertThat(ofTitle("Evaluations of the demo's models on golden cases").get("links")).hasSize(4);
  }

  void noEvidenceIsApprovedByAMachine() {
    var evidence = ofTitle(LEDGER);
    var approval =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", "approved")
            .put("contentSha256", evidence.get("contentSha256").textValue());

    assertThat(
            desk.answer(
                    "PATCH",
                    PATH + "/evidence/" + evidence.get("id").textValue() + "/status",
                    "application/json",
                    approval.toString())
                .status())
        .isEqualTo(403);
  }

  void tablesAreClassified() {
    var tables = desk.get(PATH + "/data-classification?limit=200").get("items");

    assertThat(tables)
        .extracting(table -> table.get("dataAsset").textValue())
        .contains("trust_fabric.audit_log", "trust_fabric.golden_items")
        .allMatch(asset -> asset.startsWith("trust_fabric."));
    assertThat(tables)
        .allMatch(table -> table.get("encryptionAtRest").booleanValue())
        .allMatch(table -> !table.at("/metadata/why").textValue().isBlank());
  }

  void accessIsUnderReview() {
    var reviews = desk.get(PATH + "/access-reviews?limit=10").get("items");

    assertThat(reviews).hasSize(1);
    var review = reviews.get(0);
    assertThat(review.get("status").textValue()).isEqualTo("in_progress");
    assertThat(review.get("populationSource").textValue()).isEqualTo("keycloak");
    assertThat(review.get("itemCount").intValue()).isEqualTo(People.PEOPLE.size());
    var open =
        desk.get(
            "%s/access-reviews/%s/items?decided=false"
                .formatted(PATH, review.get("id").textValue()));
    assertThat(open.get("items"))
        .extracting(item -> item.get("username").textValue())
        .containsExactlyInAnyOrder("aldo", "cora", "ada");
  }

  private JsonNode ofTitle(String title) {
    return desk.get(PATH + "/evidence?limit=100")
        .get("items")
        .valueStream()
        .filter(evidence -> evidence.get("title").textValue().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
