package io.trustfabric.record;

/// Tells who calls; implemented where requests are known.
public interface CallerSource {

  /// The caller of the current request.
  Caller current();
}
