package io.trustfabric.record;

import java.util.List;

/// A status change that the record's lifecycle does not know.
public class ForbiddenTransition extends RuntimeException {

  private final transient Enum<?> current;
  private final transient List<? extends Enum<?>> allowed;

  public ForbiddenTransition(Enum<?> current, List<? extends Enum<?>> allowed) {
    super("forbidden transition from " + current);
    this.current = current;
    this.allowed = allowed;
  }

  public Enum<?> current() {
    return current;
  }

  public List<? extends Enum<?>> allowed() {
    return allowed;
  }
}
