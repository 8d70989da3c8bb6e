package io.trustfabric.record;

import java.util.List;

/// A request that the record's present state does not allow.
public class Conflict extends RuntimeException {

  private final transient List<Invalid.Field> fields;

  public Conflict(String detail) {
    this(detail, List.of());
  }

  /// @param fields what of a request about several records is not allowed, each with why
  public Conflict(String detail, List<Invalid.Field> fields) {
    super(detail);
    this.fields = List.copyOf(fields);
  }

  public List<Invalid.Field> fields() {
    return fields;
  }
}
