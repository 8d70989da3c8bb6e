package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// The artifact's digest is known: else nobody could say what was released.
@ApplicationScoped
class ArtifactRule implements ReleaseRule {

  @Override
  public GateRule rule() {
    return GateRule.ARTIFACT;
  }

  @Override
  public List<GateFinding> judge(Candidate candidate) {
    var version = candidate.version();
    var sha256 = version.artifactSha256;
    return List.of(
        ReleaseRule.found(
            "artifact",
            sha256 != null,
            sha256 == null ? "has no SHA-256" : "has its SHA-256",
            sha256 == null ? Map.of() : Map.of("artifactSha256", sha256),
            List.of(GateLink.of("model_version", version.id, "/api/modelops/models"))));
  }
}
