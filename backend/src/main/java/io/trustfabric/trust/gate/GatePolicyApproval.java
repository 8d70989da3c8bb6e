package io.trustfabric.trust.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.Facts;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// A policy comes into force by two people.
@ApplicationScoped
public class GatePolicyApproval implements ApprovedAction {

  static final String ACTION = "gate_policy.change";

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public TrustRecord find(UUID id) {
    return GatePolicy.locked(id);
  }

  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    ((GatePolicy) record).putInForce(reason);
  }

  @Override
  public void leaveBe(UUID id, ApprovalStatus how) {
    GatePolicy.locked(id)
        .leave(
            how == ApprovalStatus.EXPIRED ? GatePolicyStatus.EXPIRED : GatePolicyStatus.REJECTED);
  }

  /// What the second person decides on: all of it.
  static Map<String, Object> payload(GatePolicy policy) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("basedOn", policy.basedOn());
    payload.put("datasets", Facts.toJson(policy.datasets()));
    payload.put("suites", policy.suites);
    payload.put("driftRecency", policy.driftRecency().toString());
    payload.put("sloIds", policy.sloIds.stream().map(UUID::toString).toList());
    payload.put("controls", policy.controls);
    return payload;
  }
}
