package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.ModelVersion;
import io.trustfabric.modelops.registry.RegisteredModel;
import java.time.Instant;
import java.util.List;

/// A version that is held against the policy.
///
/// @param incumbents the other versions of its model that are in production
/// @param at the moment for which it is asked
record Candidate(
    ModelVersion version,
    RegisteredModel model,
    List<ModelVersion> incumbents,
    GatePolicy policy,
    Instant at) {}
