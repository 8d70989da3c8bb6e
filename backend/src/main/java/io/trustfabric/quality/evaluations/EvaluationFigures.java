package io.trustfabric.quality.evaluations;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What an evaluation says in detail. More than 500 names of a kind are counted together as
/// `(others)`.
///
/// @param byField each field of the expected answers, over all items that have it
/// @param byTag items by tag
/// @param byJurisdiction items by their input's `jurisdiction`, or the dataset's
/// @param byDocumentType items by their input's `documentType`, or the dataset's
/// @param materiality by currency, what the wrong amounts come to
@RegisterForReflection
public record EvaluationFigures(
    List<Share> byField,
    List<Share> byTag,
    List<Share> byJurisdiction,
    List<Share> byDocumentType,
    List<WrongMoney> materiality) {

  /// A share that was right, with its Wilson 95 % interval.
  ///
  /// @param accuracy right / total
  @RegisterForReflection
  public record Share(
      String name, Long right, Long total, Double accuracy, Double low, Double high) {

    static Share of(String name, long right, long total) {
      var interval = Wilson.of(right, total);
      return new Share(name, right, total, (double) right / total, interval.low(), interval.high());
    }
  }

  /// Money that was wrong.
  ///
  /// @param amount the sum of |expected - actual|; all of what was expected where nothing, no money
  ///   or another currency was answered
  /// @param fields how many amounts were wrong
  @RegisterForReflection
  public record WrongMoney(String currency, String amount, Long fields) {}
}
