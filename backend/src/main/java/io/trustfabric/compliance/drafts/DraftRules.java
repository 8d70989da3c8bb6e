package io.trustfabric.compliance.drafts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.compliance.evidence.EvidenceType;
import io.trustfabric.record.Canonical;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The rules, read once from the product's data file.
@ApplicationScoped
public class DraftRules {

  private static final String FILE = "evidence-rules.json";

  private final int dataVersion;
  private final String sha256;
  private final List<EvidenceRule> rules;

  DraftRules(ObjectMapper mapper) {
    try (var file = DraftRules.class.getResourceAsStream(FILE)) {
      var bytes = Objects.requireNonNull(file, FILE).readAllBytes();
      var json = mapper.readTree(bytes);
      var read = new ArrayList<EvidenceRule>();
      json.get("rules").forEach(rule -> read.add(rule(rule)));
      this.dataVersion = json.get("dataVersion").intValue();
      this.sha256 = Canonical.sha256Hex(bytes);
      this.rules = List.copyOf(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Counts the versions of our data.
  int dataVersion() {
    return dataVersion;
  }

  /// Digest of the data file, hex.
  String sha256() {
    return sha256;
  }

  List<EvidenceRule> all() {
    return rules;
  }

  private static EvidenceRule rule(JsonNode json) {
    var when = new ArrayList<LineCondition>();
    json.get("when").forEach(condition -> when.add(condition(condition)));
    return new EvidenceRule(
        json.get("id").textValue(),
        json.get("recordType").textValue(),
        texts(json.get("actions")),
        List.copyOf(when),
        Collecting.valueOf(upper(json.get("collect"))),
        EvidenceType.valueOf(upper(json.get("evidenceType"))),
        json.get("title").textValue(),
        json.get("description").textValue(),
        texts(json.get("controls")),
        Duration.parse(json.get("validFor").textValue()));
  }

  private static LineCondition condition(JsonNode json) {
    return new LineCondition(
        json.get("at").textValue(),
        json.has("is") ? texts(json.get("is")) : null,
        json.has("present") ? json.get("present").booleanValue() : null);
  }

  private static List<String> texts(JsonNode json) {
    var texts = new ArrayList<String>();
    json.forEach(text -> texts.add(text.textValue()));
    return List.copyOf(texts);
  }

  private static String upper(JsonNode json) {
    return json.textValue().toUpperCase(Locale.ROOT);
  }
}
