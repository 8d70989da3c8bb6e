package io.trustfabric.record;

/// A request that the record's present state does not allow.
public class Conflict extends RuntimeException {

  public Conflict(String detail) {
    super(detail);
  }
}
