package io.trustfabric.modelops.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What the release gate says of a version at one moment.
///
/// @param at when it was looked at
/// @param verdict pass where every rule passes, else fail: what is unknown fails
/// @param policyId the policy that was in force; null where none was
/// @param policyNumber counts the policies that were ever in force
@RegisterForReflection
public record GateAnswer(
    UUID modelId,
    Instant at,
    GateVerdict verdict,
    @Schema(nullable = true) UUID policyId,
    @Schema(nullable = true) Long policyNumber,
    List<GateRuleAnswer> rules) {

  private static final int MOST_WORDS = 1_500;

  /// What one rule says.
  ///
  /// @param verdict of all its findings together
  /// @param findings one for each thing that the policy names
  @RegisterForReflection
  public record GateRuleAnswer(GateRule rule, GateVerdict verdict, List<GateFinding> findings) {

    public static GateRuleAnswer of(GateRule rule, List<GateFinding> findings) {
      var verdicts = findings.stream().map(GateFinding::verdict).toList();
      return new GateRuleAnswer(rule, GateVerdict.of(verdicts), findings);
    }
  }

  /// What was found of one thing.
  ///
  /// @param subject what it is about: a dataset's name, a suite, a control
  /// @param detail the finding in words
  /// @param figures what it was judged by
  /// @param links the records it was read from
  @RegisterForReflection
  public record GateFinding(
      String subject,
      GateVerdict verdict,
      String detail,
      Map<String, Object> figures,
      List<GateLink> links) {}

  /// A record that a finding was read from.
  ///
  /// @param href where the API serves it
  @RegisterForReflection
  public record GateLink(String recordType, UUID recordId, String href) {

    /// @param collection the path under which the API serves records of the type
    public static GateLink of(String recordType, UUID recordId, String collection) {
      return new GateLink(recordType, recordId, collection + "/" + recordId);
    }
  }

  /// @param policyId null where no policy was in force
  public static GateAnswer of(
      UUID modelId, Instant at, UUID policyId, Long policyNumber, List<GateRuleAnswer> rules) {
    var passes = !rules.isEmpty() && rules.stream().allMatch(r -> r.verdict() == GateVerdict.PASS);
    return new GateAnswer(
        modelId, at, passes ? GateVerdict.PASS : GateVerdict.FAIL, policyId, policyNumber, rules);
  }

  @JsonIgnore
  public boolean isPassed() {
    return verdict == GateVerdict.PASS;
  }

  /// The rules that do not pass.
  List<GateRule> failed() {
    return rules.stream()
        .filter(rule -> rule.verdict() != GateVerdict.PASS)
        .map(GateRuleAnswer::rule)
        .toList();
  }

  /// Why it lets nothing through: what stands in its way, and by which rules.
  String inWords() {
    var reasons =
        rules.stream()
            .filter(rule -> rule.verdict() != GateVerdict.PASS)
            .collect(
                Collectors.groupingBy(
                    GateAnswer::why,
                    LinkedHashMap::new,
                    Collectors.mapping(rule -> rule.rule().words(), Collectors.joining(", "))));
    var words =
        reasons.entrySet().stream()
            .map(reason -> reason.getValue() + ": " + reason.getKey())
            .collect(Collectors.joining("; "));
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS - 1) + "…";
  }

  private static String why(GateRuleAnswer rule) {
    return rule.findings().stream()
        .filter(finding -> finding.verdict() != GateVerdict.PASS)
        .map(finding -> finding.subject() + " " + finding.detail())
        .collect(Collectors.joining(", "));
  }
}
