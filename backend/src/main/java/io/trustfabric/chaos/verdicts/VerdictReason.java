package io.trustfabric.chaos.verdicts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// One rule, what was found of it, and the figures that show it.
@RegisterForReflection
public record VerdictReason(VerdictRule rule, RuleFinding finding, List<String> figures) {

  public VerdictReason {
    figures = List.copyOf(figures);
  }
}
