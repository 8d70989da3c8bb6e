package io.trustfabric.monitoring.openslo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.monitoring.openslo.SloDocument.SliDocument;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The documents of one file: SLOs, and the indicators they refer to.
final class OpenSloFile {

  private static final String VERSION = "openslo/v1";

  private final Bodies bodies;
  private final ObjectMapper mapper;
  private final Findings findings = new Findings();
  private final Map<String, FoundIndicator> indicators = new HashMap<>();
  private final Set<String> referredTo = new HashSet<>();
  private final Map<List<String>, String> names = new HashMap<>();

  OpenSloFile(Bodies bodies, ObjectMapper mapper) {
    this.bodies = bodies;
    this.mapper = mapper;
  }

  /// @throws Invalid naming everything that cannot be taken over, by document
  List<Declaration> read(List<JsonNode> documents) {
    if (documents.isEmpty()) {
      throw Invalid.field("", "holds no document");
    }
    var kinds = new ArrayList<String>();
    for (int i = 0; i < documents.size(); i++) {
      kinds.add(kind(documents.get(i), "/" + i));
    }
    for (int i = 0; i < documents.size(); i++) {
      if ("SLI".equals(kinds.get(i))) {
        readIndicator((ObjectNode) documents.get(i), "/" + i);
      }
    }
    var declarations = new ArrayList<Declaration>();
    for (int i = 0; i < documents.size(); i++) {
      if ("SLO".equals(kinds.get(i))) {
        declarations.add(readSlo((ObjectNode) documents.get(i), "/" + i));
      }
    }
    indicators.forEach(
        (name, indicator) -> {
          if (!referredTo.contains(name)) {
            findings.add(
                indicator.at(), "is an indicator that no SLO here refers to, and not kept alone");
          }
        });
    findings.refuse();
    return declarations;
  }

  /// SLO or SLI; null for what is not read, which is found wrong.
  private String kind(JsonNode document, String at) {
    if (!document.isObject()) {
      findings.add(at, "must be an OpenSLO document");
      return null;
    }
    var version = document.path("apiVersion");
    if (!version.isTextual() || !version.textValue().equals(VERSION)) {
      findings.add(at + "/apiVersion", "must be " + VERSION);
      return null;
    }
    if (!document.path("kind").isTextual()) {
      findings.add(at + "/kind", "must be SLO, or SLI for an indicator");
      return null;
    }
    var kind = document.get("kind").textValue();
    var why = Unmapped.kind(kind);
    if (why != null) {
      findings.add(at + "/kind", why);
      return null;
    }
    return kind;
  }

  private void readIndicator(ObjectNode document, String at) {
    if (document.get("spec") instanceof ObjectNode spec) {
      Unmapped.refuseInIndicator(spec, at + "/spec", findings.errors());
    }
    SliDocument sli = bodies.bind(document, SliDocument.class, at, findings.errors());
    if (sli == null || sli.metadata() == null || sli.metadata().name() == null) {
      return;
    }
    checkRatio(sli.indicator(), at);
    if (indicators.put(sli.metadata().name(), new FoundIndicator(sli.indicator(), at)) != null) {
      findings.add(at + "/metadata/name", "is the name of another indicator here");
    }
  }

  private Declaration readSlo(ObjectNode document, String at) {
    Unmapped.refuseInSlo(document, at, findings.errors());
    SloDocument slo = bodies.bind(document, SloDocument.class, at, findings.errors());
    if (slo == null) {
      return null;
    }
    var declaration = new SloReader(bodies, mapper, slo, indicator(slo, at), at, findings).read();
    if (declaration.report() != null) {
      checkName(declaration);
    }
    return declaration;
  }

  private void checkName(Declaration declaration) {
    var report = declaration.report();
    if (report.service() == null || report.name() == null) {
      return;
    }
    var first = names.putIfAbsent(List.of(report.service(), report.name()), declaration.at());
    if (first != null) {
      findings.add(
          declaration.place("/name"), "is the name of another SLO of the service: " + first);
    }
  }

  private FoundIndicator indicator(SloDocument slo, String at) {
    var spec = slo.spec();
    if (spec == null) {
      return null;
    }
    if ((spec.indicator() == null) == (spec.indicatorRef() == null)) {
      findings.add(at + "/spec/indicator", "is required, or indicatorRef instead of it");
      return null;
    }
    if (spec.indicator() != null) {
      checkRatio(spec.indicator(), at + "/spec/indicator");
      return new FoundIndicator(spec.indicator(), at + "/spec/indicator");
    }
    referredTo.add(spec.indicatorRef());
    var found = indicators.get(spec.indicatorRef());
    if (found == null) {
      findings.add(at + "/spec/indicatorRef", "names no indicator of this file");
    }
    return found;
  }

  /// Where another kind of metric was refused, that is the word about it.
  private void checkRatio(SloDocument.Indicator indicator, String at) {
    if (indicator.spec() != null
        && Objects.isNull(indicator.spec().ratioMetric())
        && !findings.isAnyIn(at + "/spec")) {
      findings.add(at + "/spec/ratioMetric", "must not be null");
    }
  }
}
