package io.trustfabric.monitoring.slos;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Maintenance is left out of an SLO's figures by two people.
@ApplicationScoped
public class SloExclusionApproval implements ApprovedAction {

  static final String ACTION = "slo_exclusion.approve";

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public TrustRecord find(UUID id) {
    return SloExclusion.locked(id);
  }

  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    ((SloExclusion) record).moveTo(ExclusionStatus.APPROVED, reason);
  }

  @Override
  public void leaveBe(UUID id, ApprovalStatus how) {
    SloExclusion.locked(id)
        .moveTo(
            how == ApprovalStatus.EXPIRED ? ExclusionStatus.EXPIRED : ExclusionStatus.REJECTED,
            null);
  }

  /// What the second person decides on.
  static Map<String, Object> payload(SloDefinition definition, SloExclusion exclusion) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("sloId", definition.id.toString());
    payload.put("service", definition.service);
    payload.put("sloName", definition.name);
    payload.put("startsAt", exclusion.startsAt.toString());
    payload.put("endsAt", exclusion.endsAt.toString());
    return payload;
  }
}
