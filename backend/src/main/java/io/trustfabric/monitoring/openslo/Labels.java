package io.trustfabric.monitoring.openslo;

import io.trustfabric.record.Invalid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Labels as tags: `team: filing` is the tag `team=filing`, and the other way round.
final class Labels {

  /// A key as OpenSLO wants it, and a value.
  private static final Pattern KEY_AND_VALUE =
      Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9_./-]{0,61}[A-Za-z0-9])?)=(.+)", Pattern.DOTALL);

  private Labels() {}

  /// The tags that labels are; what is none is added to the errors.
  static List<String> tags(Map<String, Object> labels, String at, List<Invalid.Field> errors) {
    var tags = new ArrayList<String>();
    if (labels == null) {
      return tags;
    }
    labels.forEach(
        (key, value) -> {
          var values = value instanceof List<?> list ? list : List.of(orNothing(value));
          for (var one : values) {
            if (one instanceof String || one instanceof Number || one instanceof Boolean) {
              tags.add(key.equals(Annotations.TAG_LABEL) ? one.toString() : key + "=" + one);
            } else {
              errors.add(
                  new Invalid.Field(at + "/" + escape(key), "must be text, or a list of texts"));
            }
          }
        });
    return tags;
  }

  private static Object orNothing(Object value) {
    return value == null ? Map.of() : value;
  }

  static Map<String, Object> of(List<String> tags) {
    var values = new LinkedHashMap<String, List<String>>();
    for (var tag : tags) {
      var parts = KEY_AND_VALUE.matcher(tag);
      if (parts.matches() && !parts.group(1).equals(Annotations.TAG_LABEL)) {
        values.computeIfAbsent(parts.group(1), k -> new ArrayList<>()).add(parts.group(2));
      } else {
        values.computeIfAbsent(Annotations.TAG_LABEL, k -> new ArrayList<>()).add(tag);
      }
    }
    var labels = new LinkedHashMap<String, Object>();
    values.forEach((key, all) -> labels.put(key, all.size() == 1 ? all.getFirst() : all));
    return labels;
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
