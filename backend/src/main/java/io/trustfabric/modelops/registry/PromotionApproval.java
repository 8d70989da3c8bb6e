package io.trustfabric.modelops.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.Approvals;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.NotASecondPerson;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Who registered a version brings it into production by another's yes, and never agrees to it. The
/// gate is asked again then.
@ApplicationScoped
public class PromotionApproval implements ApprovedAction {

  static final String ACTION = "model_version.promote";

  private final Rollout rollout;

  PromotionApproval(Rollout rollout) {
    this.rollout = rollout;
  }

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public TrustRecord find(UUID id) {
    return ModelRegistry.locked(id);
  }

  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    var version = (ModelVersion) record;
    if (version.isRegisteredByCaller()) {
      throw new NotASecondPerson();
    }
    var share = payload.get("rolloutPercentage").intValue();
    rollout.promote(version, share, reason, Approvals.agreed(ACTION, version), false);
    if (payload.has("alias")) {
      RegisteredModel.locked(version.registeredModelId)
          .setAlias(payload.get("alias").textValue(), version.modelVersion);
    }
  }
}
