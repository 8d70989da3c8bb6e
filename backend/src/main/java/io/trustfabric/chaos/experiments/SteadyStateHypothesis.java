package io.trustfabric.chaos.experiments;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/// What an experiment sets out to show: that these probes stay within their tolerances.
///
/// @param title what is claimed, in words
@RegisterForReflection
public record SteadyStateHypothesis(String title, List<SteadyProbe> probes) {

  Optional<SteadyProbe> probe(String name) {
    return probes.stream().filter(probe -> probe.name().equals(name)).findFirst();
  }
}
