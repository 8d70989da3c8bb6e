package io.trustfabric.monitoring.openslo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.monitoring.openslo.SloDocument.SloSpec;
import io.trustfabric.monitoring.slos.SloDefinitionReport;
import io.trustfabric.monitoring.slos.SloType;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a declaration of one SLO document, collecting every error of it.
final class SloReader {

  private static final BigDecimal PERCENT = new BigDecimal("100");

  /// Stands for an owner that the document does not name.
  private static final String NOBODY = "-";

  private final Bodies bodies;
  private final ObjectMapper mapper;
  private final SloDocument slo;
  private final FoundIndicator indicator;
  private final String at;
  private final Findings findings;
  private final Map<String, String> annotations;
  private final Map<String, String> places = new HashMap<>();
  private final ObjectNode report;

  SloReader(
      Bodies bodies,
      ObjectMapper mapper,
      SloDocument slo,
      FoundIndicator indicator,
      String at,
      Findings findings) {
    this.bodies = bodies;
    this.mapper = mapper;
    this.slo = slo;
    this.indicator = indicator;
    this.at = at;
    this.findings = findings;
    this.report = mapper.createObjectNode();
    this.annotations =
        slo.metadata() == null
            ? Map.of()
            : findings.texts(slo.metadata().annotations(), at + "/metadata/annotations");
  }

  /// The declaration; one without a report where its shape is beyond one.
  Declaration read() {
    readMetadata();
    if (slo.spec() != null) {
      readSpec(slo.spec());
    }
    report.set("metadata", mapper.valueToTree(free()));
    var errors = new ArrayList<Invalid.Field>();
    SloDefinitionReport bound = bodies.bind(report, SloDefinitionReport.class, "", errors);
    errors.forEach(e -> findings.add(Declaration.place(e.pointer(), at, places), e.message()));
    var isOwned = bound == null || annotations.containsKey(Annotations.OWNER);
    return new Declaration(isOwned ? bound : bound.ownedBy(null), at, places);
  }

  private void readMetadata() {
    for (var name : annotations.keySet()) {
      if (Annotations.isOurs(name) && !Annotations.KNOWN.contains(name)) {
        findings.add(annotation(name), "is not known here");
      }
    }
    var metadata = slo.metadata();
    annotated(
        "name", Annotations.NAME, metadata == null ? null : metadata.name(), "/metadata/name");
    annotated("sloType", Annotations.TYPE, "availability", "/metadata");
    annotated("owner", Annotations.OWNER, NOBODY, "/metadata");
    readThreshold();
    var labels = metadata == null ? null : metadata.labels();
    List<String> tags = Labels.tags(labels, at + "/metadata/labels", findings.errors());
    report.set("tags", mapper.valueToTree(tags));
    places.put("/tags", at + "/metadata/labels");
  }

  private void readThreshold() {
    var text = annotations.get(Annotations.THRESHOLD);
    places.put("/thresholdMs", annotation(Annotations.THRESHOLD));
    if (text == null) {
      return;
    }
    if (text.matches("[0-9]{1,12}(\\.[0-9]{1,3})?")) {
      report.put("thresholdMs", new BigDecimal(text));
    } else {
      findings.add(
          annotation(Annotations.THRESHOLD), "must be milliseconds, with up to three decimals");
    }
  }

  private void readSpec(SloSpec spec) {
    report.put("description", spec.description());
    places.put("/description", at + "/spec/description");
    annotated("service", Annotations.SERVICE, spec.service(), "/spec/service");
    if (spec.budgetingMethod() != null && !spec.budgetingMethod().equals("Occurrences")) {
      findings.add(
          at + "/spec/budgetingMethod", "must be Occurrences: budgets count events, not slices");
    }
    readWindow(spec);
    readObjective(spec);
    if (indicator != null) {
      var sources = new SourceReader(indicator.at() + "/spec/ratioMetric", findings);
      places.putAll(sources.places());
      if (indicator.ratio() != null) {
        sources.read(indicator.ratio(), report);
      }
    }
  }

  private void readWindow(SloSpec spec) {
    places.put("/period", at + "/spec/timeWindow/0/duration");
    places.put("/timeZone", annotation(Annotations.TIME_ZONE));
    report.put("timeZone", annotations.get(Annotations.TIME_ZONE));
    if (spec.timeWindow() == null || spec.timeWindow().isEmpty()) {
      return;
    }
    var window = spec.timeWindow().getFirst();
    if (window == null || window.duration() == null || window.isRolling() == null) {
      return;
    }
    var period = TimeWindows.period(window, at + "/spec/timeWindow/0", findings);
    report.put("period", period == null ? null : period.written());
    if (window.calendar() != null && !window.isRolling()) {
      places.put("/timeZone", at + "/spec/timeWindow/0/calendar/timeZone");
      report.put("timeZone", window.calendar().timeZone());
      if (annotations.containsKey(Annotations.TIME_ZONE)) {
        findings.add(
            annotation(Annotations.TIME_ZONE), "goes with rolling windows; calendar has its own");
      }
    }
  }

  private void readObjective(SloSpec spec) {
    if (spec.objectives() == null
        || spec.objectives().isEmpty()
        || spec.objectives().getFirst() == null) {
      return;
    }
    var one = spec.objectives().getFirst();
    var objectiveAt = at + "/spec/objectives/0";
    places.put(
        "/target",
        objectiveAt
            + (one.target() == null && one.targetPercent() != null ? "/targetPercent" : "/target"));
    if ((one.target() == null) == (one.targetPercent() == null)) {
      findings.add(objectiveAt + "/target", "is required, or targetPercent instead of it");
      return;
    }
    var share = one.target() == null ? one.targetPercent().divide(PERCENT) : one.target();
    var isBad = report.path("sloType").asText().equals("error_rate");
    report.put("target", isBad ? SloType.ERROR_RATE.good(share) : share);
  }

  /// The record's free JSON: what the annotation says, and what else is kept of the document.
  private Map<String, Object> free() {
    Map<String, Object> free = new LinkedHashMap<>();
    var text = annotations.get(Annotations.METADATA);
    places.put("/metadata", text == null ? at + "/metadata" : annotation(Annotations.METADATA));
    if (text != null) {
      readFree(text, free);
    }
    var kept = kept();
    if (!kept.isNothing()) {
      if (free.containsKey(Annotations.KEPT)) {
        findings.add(
            annotation(Annotations.METADATA), "holds openslo, which is kept of other fields");
      }
      free.put(Annotations.KEPT, mapper.<JsonNode>valueToTree(kept));
    }
    return free;
  }

  private void readFree(String text, Map<String, Object> free) {
    try {
      if (mapper.readTree(text) instanceof ObjectNode object) {
        object.properties().forEach(field -> free.put(field.getKey(), field.getValue()));
      } else {
        findings.add(annotation(Annotations.METADATA), "must be a JSON object");
      }
    } catch (JsonProcessingException e) {
      findings.add(annotation(Annotations.METADATA), Bodies.notJson(e));
    }
  }

  private Kept kept() {
    var foreign = new LinkedHashMap<>(annotations);
    foreign.keySet().removeIf(Annotations::isOurs);
    var objectives = slo.spec() == null ? null : slo.spec().objectives();
    var first = objectives == null || objectives.isEmpty() ? null : objectives.getFirst();
    return new Kept(
        slo.metadata() == null ? null : slo.metadata().displayName(),
        foreign.isEmpty() ? null : foreign,
        indicator == null || slo.metadata() == null
            ? null
            : indicator.kept(slo.metadata().name(), findings),
        first == null ? null : first.displayName());
  }

  private void annotated(String field, String annotation, String otherwise, String place) {
    var said = annotations.get(annotation);
    report.put(field, said == null ? otherwise : said);
    places.put("/" + field, said == null ? at + place : annotation(annotation));
  }

  private String annotation(String name) {
    return at + "/metadata/annotations/" + Labels.escape(name);
  }
}
