package io.trustfabric.modelops.detections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.modelops.drift.DriftMethod;
import io.trustfabric.modelops.drift.DriftTest;
import io.trustfabric.modelops.drift.ErrorStream;
import io.trustfabric.modelops.drift.FalseDiscovery;
import io.trustfabric.modelops.drift.Profile;
import io.trustfabric.modelops.drift.Sample;
import io.trustfabric.modelops.registry.FeatureSample;
import io.trustfabric.modelops.registry.SampleValues;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Invalid;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Computes what a request asks for.
final class DriftLook {

  private final Map<String, FeatureSample> baseline;
  private final ObjectMapper mapper;
  private final List<Invalid.Field> errors = new ArrayList<>();

  /// @param baseline the version's, by feature
  DriftLook(Map<String, FeatureSample> baseline, ObjectMapper mapper) {
    this.baseline = baseline;
    this.mapper = mapper;
  }

  /// One finding a feature.
  ///
  /// @throws Invalid naming every sample and method that cannot be
  List<Finding> compare(List<DriftReport.FeatureComparison> features) {
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < features.size(); i++) {
      findings.add(compare("/features/" + i, features.get(i)));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return findings;
  }

  private Finding compare(String at, DriftReport.FeatureComparison asked) {
    var known = baseline.get(asked.feature());
    var reference =
        asked.reference() != null ? asked.reference() : known == null ? null : known.values();
    if (reference == null) {
      errors.add(
          new Invalid.Field(
              at + "/reference", "is required: the version has no baseline of this feature"));
      return null;
    }
    var before = reference.toSample(at + "/reference", errors);
    var now = asked.current().toSample(at + "/current", errors);
    if (before == null || now == null) {
      return null;
    }
    return judge(at, asked, reference, before, now);
  }

  private Finding judge(
      String at,
      DriftReport.FeatureComparison asked,
      SampleValues reference,
      Sample before,
      Sample now) {
    if (!DriftMethod.areComparable(before, now)) {
      errors.add(new Invalid.Field(at + "/current", "is of another kind than the reference"));
      return null;
    }
    var method = asked.method() != null ? asked.method() : DriftMethod.usual(before, now);
    if (!method.takes(before, now)) {
      errors.add(new Invalid.Field(at + "/method", "does not compare samples of this kind"));
      return null;
    }
    var threshold = threshold(asked.threshold(), method);
    if (method.isByPValue() && threshold >= 1) {
      errors.add(new Invalid.Field(at + "/threshold", "must be below 1, as p-values are"));
      return null;
    }
    var enough = Math.min(before.rows(), now.rows()) >= Finding.LEAST_ROWS;
    return new Finding(
        asked.feature(),
        before.rows(),
        now.rows(),
        sha256("reference", reference, "current", asked.current()),
        threshold,
        enough ? Profile.of(before, now) : null,
        enough ? DriftTest.compare(method, before, now) : null);
  }

  /// What a stream of errors tells.
  Finding read(DriftReport.ErrorValues asked) {
    var method = Objects.requireNonNullElse(asked.method(), DriftMethod.DDM);
    var stream =
        new ErrorStream(asked.values().stream().mapToDouble(BigDecimal::doubleValue).toArray());
    var threshold = threshold(asked.threshold(), method);
    return new Finding(
        null,
        0,
        stream.size(),
        sha256("errors", asked.values()),
        threshold,
        null,
        stream.size() >= Finding.LEAST_ROWS ? DriftTest.read(method, stream, threshold) : null);
  }

  /// The findings with enough rows as detections, their p-values corrected for one another.
  static List<ModelDriftDetection> detections(List<Finding> findings) {
    var sufficient = findings.stream().filter(Finding::isSufficient).toList();
    var corrected =
        FalseDiscovery.correct(
                sufficient.stream()
                    .map(finding -> finding.result().pValue())
                    .filter(Objects::nonNull)
                    .toList())
            .iterator();
    return sufficient.stream()
        .map(
            finding ->
                finding.toDetection(finding.result().pValue() == null ? null : corrected.next()))
        .toList();
  }

  private static double threshold(BigDecimal asked, DriftMethod method) {
    return asked == null ? method.usualThreshold() : asked.doubleValue();
  }

  /// SHA-256 over the canonical JSON of an object of these members.
  private String sha256(Object... namesAndValues) {
    var input = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      JsonNode value = mapper.valueToTree(namesAndValues[i + 1]);
      input.set((String) namesAndValues[i], withoutNulls(value));
    }
    return Canonical.sha256Hex(Canonical.bytes(input));
  }

  private static JsonNode withoutNulls(JsonNode sample) {
    if (sample instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
      object.properties().removeIf(property -> property.getValue().isNull());
    }
    return sample;
  }
}
