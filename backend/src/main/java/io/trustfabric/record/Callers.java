package io.trustfabric.record;

import io.quarkus.arc.Arc;

/// Finds the current caller from anywhere, also from code the container does not manage.
public final class Callers {

  private Callers() {}

  /// The caller of the running request, or {@link Caller#SYSTEM} outside of one.
  public static Caller current() {
    var container = Arc.container();
    if (container == null || !container.requestContext().isActive()) {
      return Caller.SYSTEM;
    }
    var source = container.instance(CallerSource.class);
    return source.isAvailable() ? source.get().current() : Caller.SYSTEM;
  }
}
