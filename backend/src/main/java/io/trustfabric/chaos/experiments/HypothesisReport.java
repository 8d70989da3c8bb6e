package io.trustfabric.chaos.experiments;

import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;

/// What a new experiment sets out to show.
///
/// @param title what is claimed, in words
public record HypothesisReport(
    @NotBlank @Size(max = 300) String title,
    @NotEmpty @Size(max = 50) List<@NotNull @Valid ProbeReport> probes) {

  SteadyStateHypothesis toHypothesis() {
    return new SteadyStateHypothesis(title, probes.stream().map(ProbeReport::toProbe).toList());
  }

  void check(List<Invalid.Field> errors) {
    var names = new HashSet<String>();
    for (int i = 0; i < probes.size(); i++) {
      var at = "/hypothesis/probes/" + i;
      probes.get(i).check(at, errors);
      if (!names.add(probes.get(i).name())) {
        errors.add(new Invalid.Field(at + "/name", "is there twice"));
      }
    }
  }
}
