package io.trustfabric.demo.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnEvidenceTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Path CATALOGS =
      ROOT.resolve("backend/src/main/resources/io/trustfabric/compliance/catalogs");

  @Test
  void everyFileIsInThisCheckout() {
    for (var sample : OwnEvidence.samples()) {
      for (var file : sample.path("files")) {
        assertThat(ROOT.resolve(file.textValue())).isNotEmptyFile();
      }
    }
  }

  @Test
  void everyControlIsInItsCatalogueAndAllFrameworksHaveSome() throws IOException {
    var known = new HashSet<String>();
    try (var files = Files.list(CATALOGS)) {
      for (var file : files.toList()) {
        var catalog = new ObjectMapper().readTree(file.toFile());
        catalog.get("controls").forEach(c -> known.add(key(catalog.get("framework"), c.get("id"))));
      }
    }
    var served = new HashSet<String>();
    for (var sample : OwnEvidence.samples()) {
      var report = sample.get("report");
      served.add(key(report.get("framework"), report.get("controlId")));
      report.get("controls").forEach(c -> served.add(key(c.get("framework"), c.get("controlId"))));
    }

    assertThat(known).containsAll(served);
    assertThat(served)
        .extracting(key -> key.split("/")[0])
        .containsAll(Set.of("soc2", "iso27001", "gdpr", "hipaa"));
  }

  @Test
  void titlesAreDifferentAndSomeIsLeftADraft() {
    var samples = OwnEvidence.samples().valueStream().toList();

    assertThat(samples).extracting(s -> s.at("/report/title").textValue()).doesNotHaveDuplicates();
    assertThat(samples).extracting(s -> s.get("submit").booleanValue()).contains(true, false);
  }

  @Test
  void whatIsTextHasTheEndingOfText() {
    assertThat(OwnEvidence.name(Path.of("a/application.properties")))
        .isEqualTo("application.properties.txt");
    assertThat(OwnEvidence.name(Path.of("a/b.md"))).isEqualTo("b.md");
    assertThat(OwnEvidence.name(Path.of("a/b.json"))).isEqualTo("b.json");
  }

  private static String key(JsonNode framework, JsonNode control) {
    return framework.textValue() + "/" + control.textValue();
  }
}
