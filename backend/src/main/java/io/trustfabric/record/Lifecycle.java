package io.trustfabric.record;

import java.util.List;
import java.util.Set;

/// A status and what may follow it: the one table of allowed transitions of a record type.
public interface Lifecycle<S extends Enum<S> & Lifecycle<S>> {

  /// The statuses that may follow this one; empty at an end.
  Set<S> next();

  /// Whether the step to `to` must say why.
  default boolean needsReason(S to) {
    return false;
  }

  /// Checks one step.
  ///
  /// @throws ForbiddenTransition when `to` does not follow `from`
  /// @throws Invalid when the step needs a reason and has none
  static <S extends Enum<S> & Lifecycle<S>> void check(S from, S to, String reason) {
    if (!from.next().contains(to)) {
      throw new ForbiddenTransition(from, List.copyOf(from.next()));
    }
    if (from.needsReason(to) && (reason == null || reason.isBlank())) {
      throw Invalid.field("/reason", "is required for this status change");
    }
  }
}
