package io.trustfabric.web;

import io.trustfabric.record.AsOf;
import io.trustfabric.record.FormerStates.FormerState;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.RequestScoped;

/// What a request wants to know of the past, and what it was told.
@RequestScoped
public class AsOfRead {

  private AsOf asOf = AsOf.NOW;
  private Class<? extends TrustRecord> kind;
  private FormerState told;

  void wants(Class<? extends TrustRecord> kind, AsOf asOf) {
    this.kind = kind;
    this.asOf = asOf;
  }

  /// Up to where lines count; {@link AsOf#NOW} when nothing was said.
  public AsOf asOf() {
    return asOf;
  }

  /// Whether this is the record whose past is asked for: the first of its kind that is loaded.
  boolean waitsFor(Object entity) {
    return asOf != AsOf.NOW && told == null && kind.isInstance(entity);
  }

  void tell(FormerState state) {
    told = state;
  }

  /// What was told; null when the present was.
  FormerState told() {
    return told;
  }
}
