package io.trustfabric.monitoring.openslo;

import io.trustfabric.record.Invalid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is found wrong with the documents of one file.
final class Findings {

  private final List<Invalid.Field> errors = new ArrayList<>();

  /// To add to; what is added there is not looked at.
  List<Invalid.Field> errors() {
    return errors;
  }

  /// One word about a place is enough: what is missing is not blank as well.
  void add(String pointer, String message) {
    var isSaid =
        errors.stream()
            .map(Invalid.Field::pointer)
            .anyMatch(p -> isIn(pointer, p) || isIn(p, pointer));
    if (!isSaid) {
      errors.add(new Invalid.Field(pointer, message));
    }
  }

  boolean isAnyIn(String pointer) {
    return errors.stream().anyMatch(e -> isIn(e.pointer(), pointer));
  }

  private static boolean isIn(String pointer, String around) {
    return (pointer + "/").startsWith(around + "/");
  }

  /// Values that must be texts, without those that are none.
  Map<String, String> texts(Map<String, Object> values, String at) {
    var texts = new LinkedHashMap<String, String>();
    if (values != null) {
      values.forEach(
          (name, value) -> {
            if (value instanceof String text) {
              texts.put(name, text);
            } else {
              add(at + "/" + Labels.escape(name), "must be text; numbers want quotes");
            }
          });
    }
    return texts;
  }

  /// @throws Invalid when there is anything
  void refuse() {
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }
}
