package io.trustfabric.modelops.drift;

/// What a model saw of one feature in a stretch of time.
public sealed interface Sample permits Numbers, Categories, Histogram {

  /// How many rows it has.
  long rows();
}
