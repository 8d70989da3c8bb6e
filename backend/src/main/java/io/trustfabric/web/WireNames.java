package io.trustfabric.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/// What the fields of a request's record are called in its JSON: as its components, but in the
/// snake case of a foreign protocol where the record is annotated so.
final class WireNames {

  private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

  private WireNames() {}

  static String of(Class<?> record, String component) {
    var naming = record.getAnnotation(JsonNaming.class);
    return naming != null && naming.value() == SnakeCaseStrategy.class
        ? SNAKE_CASE.translate(component)
        : component;
  }

  /// Whether fields that the record does not know are left alone.
  static boolean areOthersTolerated(Class<?> record) {
    var ignoring = record.getAnnotation(JsonIgnoreProperties.class);
    return ignoring != null && ignoring.ignoreUnknown();
  }
}
