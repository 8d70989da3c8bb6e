package io.trustfabric.record;

import java.util.Locale;

/// The name of a kind of record in ledger and paths: the class's name in lower snake case.
public final class RecordType {

  private RecordType() {}

  /// `SecurityEvent` is `security_event`.
  public static String of(Class<?> entity) {
    return entity
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }
}
