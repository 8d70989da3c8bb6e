package io.trustfabric.modelops.registry;

import static io.trustfabric.web.Roles.ADMIN;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.identity.SecurityIdentity;
import io.trustfabric.record.Approvals;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.NotASecondPerson;
import io.trustfabric.record.TrustRecord;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Two admins let a version into production although the gate does not.
@ApplicationScoped
public class GateOverride implements ApprovedAction {

  static final String ACTION = "model_version.override_gate";

  private final Rollout rollout;
  private final SecurityIdentity identity;

  GateOverride(Rollout rollout, SecurityIdentity identity) {
    this.rollout = rollout;
    this.identity = identity;
  }

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public TrustRecord find(UUID id) {
    return ModelRegistry.locked(id);
  }

  /// @throws Refusal 403 when the second person is no admin
  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    var version = (ModelVersion) record;
    if (!identity.hasRole(ADMIN)) {
      throw Refusal.of(Problem.Kind.FORBIDDEN, "Only an admin agrees to override the gate.");
    }
    if (version.isRegisteredByCaller()) {
      throw new NotASecondPerson();
    }
    var share = payload.get("rolloutPercentage").intValue();
    rollout.promote(version, share, reason, Approvals.agreed(ACTION, version), true);
  }
}
