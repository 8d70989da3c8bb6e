package io.trustfabric.monitoring.openslo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.record.Invalid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What OpenSLO v1 has and a definition cannot keep: refused where it stands, with the reason. It
/// is never left out silently, since an SLO without it would promise something else.
final class Unmapped {

  private static final Map<String, String> KINDS =
      Map.of(
          "Service", "is not kept: spec.service of an SLO names its service",
          "DataSource", "is not kept: there is one Prometheus, and the configuration names it",
          "AlertPolicy", "is not kept: alert pairs follow from target and time window",
          "AlertCondition", "is not kept: alert pairs follow from target and time window",
          "AlertNotificationTarget", "is not kept: who is told is not an SLO's matter");

  /// By the place in an SLO; `*` is any item of a list.
  private static final Map<String, String> IN_AN_SLO = inAnSlo();

  private static final Map<String, String> IN_AN_INDICATOR =
      Map.of(
          "/thresholdMetric",
          "is not mapped: values over time are no events; count the good ones by a ratioMetric",
          "/ratioMetric/bad",
          "is not mapped: count what is good instead",
          "/ratioMetric/raw",
          "is not mapped: count good and total, or push measured ratios",
          "/ratioMetric/rawType",
          "is not mapped: count good and total, or push measured ratios",
          "/ratioMetric/good/metricSource/metricSourceRef",
          "is not mapped: there is one Prometheus, and the configuration names it",
          "/ratioMetric/total/metricSource/metricSourceRef",
          "is not mapped: there is one Prometheus, and the configuration names it");

  private Unmapped() {}

  private static Map<String, String> inAnSlo() {
    var all = new LinkedHashMap<String, String>();
    all.put("/spec/alertPolicies", "is not mapped: alert pairs follow from target and time window");
    for (var slice : List.of("timeSliceTarget", "timeSliceWindow")) {
      all.put("/spec/objectives/*/" + slice, "is not mapped: budgets count events, not slices");
    }
    for (var threshold : List.of("op", "value")) {
      all.put(
          "/spec/objectives/*/" + threshold,
          "is not mapped: it belongs to a thresholdMetric; the good query tells good from bad");
    }
    for (var composite : List.of("indicator", "indicatorRef", "composite", "compositeWeight")) {
      all.put("/spec/objectives/*/" + composite, "is not mapped: composite SLOs are not kept");
    }
    return all;
  }

  /// Why a kind is not kept; null for the two that are read.
  static String kind(String kind) {
    return kind.equals("SLO") || kind.equals("SLI")
        ? null
        : KINDS.getOrDefault(kind, "is no kind of OpenSLO v1");
  }

  /// Takes what is not mapped out of an SLO, and names it.
  static void refuseInSlo(ObjectNode slo, String at, List<Invalid.Field> errors) {
    refuse(slo, IN_AN_SLO, at, errors);
    if (slo.at("/spec/indicator/spec") instanceof ObjectNode spec) {
      refuseInIndicator(spec, at + "/spec/indicator/spec", errors);
    }
  }

  /// Takes what is not mapped out of an indicator's spec, and names it.
  static void refuseInIndicator(ObjectNode spec, String at, List<Invalid.Field> errors) {
    refuse(spec, IN_AN_INDICATOR, at, errors);
  }

  private static void refuse(
      JsonNode tree, Map<String, String> places, String at, List<Invalid.Field> errors) {
    places.forEach((place, why) -> refuse(tree, place.substring(1).split("/"), 0, at, why, errors));
  }

  private static void refuse(
      JsonNode node, String[] path, int depth, String at, String why, List<Invalid.Field> errors) {
    var name = path[depth];
    if (name.equals("*") && node instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        refuse(items.get(i), path, depth + 1, at + "/" + i, why, errors);
      }
      return;
    }
    if (!(node instanceof ObjectNode object) || !object.has(name)) {
      return;
    }
    if (depth < path.length - 1) {
      refuse(object.get(name), path, depth + 1, at + "/" + name, why, errors);
      return;
    }
    var said = object.remove(name);
    // Nothing, said at length, is nothing.
    if (!said.isNull() && !(said.isArray() && said.isEmpty())) {
      errors.add(new Invalid.Field(at + "/" + name, why));
    }
  }
}
