package io.trustfabric.security.rotations;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// How long secrets may live is changed by two people.
@ApplicationScoped
public class PolicyChange implements ApprovedAction {

  static final String ACTION = "rotation_policy.change";

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public TrustRecord find(UUID id) {
    return RotationPolicy.findById(id);
  }

  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    var days = new EnumMap<SecretType, Integer>(SecretType.class);
    payload
        .properties()
        .forEach(
            limit ->
                days.put(
                    SecretType.valueOf(limit.getKey().toUpperCase(Locale.ROOT)),
                    limit.getValue().intValue()));
    ((RotationPolicy) record).limit(days, reason);
  }

  /// What the second person decides on.
  static Map<String, Object> payload(Map<SecretType, Integer> days) {
    var payload = new LinkedHashMap<String, Object>();
    days.forEach((type, value) -> payload.put(type.stored(), value));
    return payload;
  }
}
