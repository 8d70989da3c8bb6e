package io.trustfabric.monitoring.openslo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.monitoring.openslo.Kept.KeptIndicator;
import io.trustfabric.monitoring.slos.CountQuery;
import io.trustfabric.monitoring.slos.SloDefinition;
import io.trustfabric.monitoring.slos.SloSource;
import io.trustfabric.monitoring.slos.SloType;
import io.trustfabric.record.Canonical;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes definitions as OpenSLO v1 documents of kind `SLO`, each name once.
final class OpenSloWriter {

  /// A name as Kubernetes and OpenSLO want it (RFC 1123 label).
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private static final int READABLE = 50;

  private final ObjectMapper mapper;
  private final Set<String> names = new HashSet<>();

  OpenSloWriter(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  Map<String, Object> write(SloDefinition definition) {
    var kept = Kept.in(definition.metadata, mapper);
    var has = kept == null ? Kept.NOTHING : kept;
    var name = name(definition);
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", "openslo/v1");
    document.put("kind", "SLO");
    document.put("metadata", metadata(definition, name, has));
    document.put("spec", spec(definition, name, has));
    return document;
  }

  private Map<String, Object> metadata(SloDefinition definition, String name, Kept kept) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", name);
    put(metadata, "displayName", kept.displayName());
    if (!definition.tags.isEmpty()) {
      metadata.put("labels", Labels.of(definition.tags));
    }
    metadata.put("annotations", annotations(definition, name, kept));
    return metadata;
  }

  private Map<String, Object> annotations(SloDefinition definition, String name, Kept kept) {
    var annotations = new LinkedHashMap<String, Object>();
    if (!name.equals(definition.name)) {
      annotations.put(Annotations.NAME, definition.name);
    }
    if (!isLabel(definition.service)) {
      annotations.put(Annotations.SERVICE, definition.service);
    }
    if (definition.sloType != SloType.AVAILABILITY) {
      annotations.put(Annotations.TYPE, definition.sloType.name().toLowerCase(Locale.ROOT));
    }
    annotations.put(Annotations.OWNER, definition.owner);
    if (definition.thresholdMs != null) {
      annotations.put(
          Annotations.THRESHOLD, definition.thresholdMs.stripTrailingZeros().toPlainString());
    }
    if (!definition.period.isCalendar() && !definition.timeZone.equals("UTC")) {
      annotations.put(Annotations.TIME_ZONE, definition.timeZone);
    }
    var free = new LinkedHashMap<>(definition.metadata);
    if (!kept.isNothing()) {
      free.remove(Annotations.KEPT);
    }
    if (!free.isEmpty()) {
      annotations.put(Annotations.METADATA, json(free));
    }
    if (kept.annotations() != null) {
      annotations.putAll(kept.annotations());
    }
    return annotations;
  }

  private static Map<String, Object> spec(SloDefinition definition, String name, Kept kept) {
    var spec = new LinkedHashMap<String, Object>();
    put(spec, "description", definition.description);
    spec.put(
        "service",
        isLabel(definition.service)
            ? definition.service
            : readable(definition.service, definition.service));
    spec.put("indicator", indicator(definition, name, kept.indicator()));
    spec.put("timeWindow", List.of(TimeWindows.write(definition.period, definition.timeZone)));
    spec.put("budgetingMethod", "Occurrences");
    var objective = new LinkedHashMap<String, Object>();
    put(objective, "displayName", kept.objective());
    objective.put("target", definition.objective().stripTrailingZeros());
    spec.put("objectives", List.of(objective));
    return spec;
  }

  private static Map<String, Object> indicator(
      SloDefinition definition, String name, KeptIndicator kept) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", kept == null || kept.name() == null ? name : kept.name());
    var spec = new LinkedHashMap<String, Object>();
    if (kept != null) {
      put(metadata, "displayName", kept.displayName());
      put(metadata, "labels", kept.labels());
      put(metadata, "annotations", kept.annotations());
      put(spec, "description", kept.description());
    }
    spec.put("ratioMetric", ratio(definition));
    var indicator = new LinkedHashMap<String, Object>();
    indicator.put("metadata", metadata);
    indicator.put("spec", spec);
    return indicator;
  }

  private static Map<String, Object> ratio(SloDefinition definition) {
    var ratio = new LinkedHashMap<String, Object>();
    if (definition.source == SloSource.PUSHED) {
      ratio.put("counter", false);
      ratio.put("good", metric(Annotations.PUSHED, "goodEvents"));
      ratio.put("total", metric(Annotations.PUSHED, "totalEvents"));
      return ratio;
    }
    ratio.put(
        "counter",
        !(new CountQuery(definition.goodQuery).namesWindow()
            && new CountQuery(definition.totalQuery).namesWindow()));
    ratio.put("good", metric(Annotations.PROMETHEUS, definition.goodQuery));
    ratio.put("total", metric(Annotations.PROMETHEUS, definition.totalQuery));
    return ratio;
  }

  private static Map<String, Object> metric(String type, String query) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("query", query);
    var source = new LinkedHashMap<String, Object>();
    source.put("type", type);
    source.put("spec", spec);
    var metric = new LinkedHashMap<String, Object>();
    metric.put("metricSource", source);
    return metric;
  }

  /// The definition's own name where it is one for OpenSLO and not taken yet by another service's;
  /// else something readable that is only its.
  private String name(SloDefinition definition) {
    if (isLabel(definition.name) && names.add(definition.name)) {
      return definition.name;
    }
    var name = readable(definition.name, definition.service + "\n" + definition.name);
    names.add(name);
    return name;
  }

  private static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  private static String readable(String text, String all) {
    var words = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var head = words.substring(0, Math.min(words.length(), READABLE)).replaceAll("^-|-$", "");
    var digest = Canonical.sha256Hex(all.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return head.isEmpty() ? "slo-" + digest : head + "-" + digest;
  }

  private String json(Map<String, Object> free) {
    try {
      return mapper.writeValueAsString(free);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(Map<String, Object> map, String name, Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
