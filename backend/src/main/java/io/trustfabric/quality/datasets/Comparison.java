package io.trustfabric.quality.datasets;

/// How an answer's field is held against the expected one.
public enum Comparison {
  /// The same JSON: objects in any order, numbers by value.
  EXACT,
  /// Numbers, or texts that are numbers, within a tolerance.
  NUMERIC,
  /// `{"amount": "12.34", "currency": "EUR"}`, equal in whole minor units of the same currency.
  MONEY,
  /// The same calendar day.
  DATE,
  /// Texts that differ in case and outer spaces only.
  CASE_INSENSITIVE,
  /// Arrays with the same elements, in any order and however often.
  SET
}
