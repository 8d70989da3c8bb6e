package io.trustfabric.modelops.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The rules of the release gate, in the order in which they are told.
public enum GateRule {
  /// Golden cases are answered well enough.
  @JsonProperty("golden_accuracy")
  GOLDEN_ACCURACY("golden accuracy"),
  /// No golden case is answered worse than in production by more than chance.
  @JsonProperty("no_regression")
  NO_REGRESSION("no regression"),
  /// The required suites ran, whole and without a failure.
  @JsonProperty("regression_tests")
  REGRESSION_TESTS("regression tests"),
  /// Drift was looked for lately, and no grave one is open.
  @JsonProperty("drift")
  DRIFT("drift"),
  /// The required service levels have some of their error budget left.
  @JsonProperty("error_budget")
  ERROR_BUDGET("error budget"),
  /// Nothing grave is going on at the services concerned.
  @JsonProperty("incidents")
  INCIDENTS("incidents"),
  /// The required controls are covered by evidence.
  @JsonProperty("evidence")
  EVIDENCE("evidence"),
  /// It is known by its digest what goes into production.
  @JsonProperty("artifact")
  ARTIFACT("artifact");

  private final String words;

  GateRule(String words) {
    this.words = words;
  }

  /// The rule as people call it.
  public String words() {
    return words;
  }
}
