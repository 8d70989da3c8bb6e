package io.trustfabric.modelops.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.NotASecondPerson;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// A version goes into production by two people, and never by the yes of who registered it.
@ApplicationScoped
public class ModelPromotion implements ApprovedAction {

  static final String ACTION = "model_version.promote";

  private final Rollout rollout;

  ModelPromotion(Rollout rollout) {
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
    rollout.promote(version, payload.get("rolloutPercentage").intValue(), reason);
    if (payload.has("alias")) {
      RegisteredModel.locked(version.registeredModelId)
          .setAlias(payload.get("alias").textValue(), version.modelVersion);
    }
  }
}
