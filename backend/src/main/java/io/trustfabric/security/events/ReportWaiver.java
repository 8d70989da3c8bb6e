package io.trustfabric.security.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// That a breach need not be reported is decided by two people; the event stays in the register.
@ApplicationScoped
public class ReportWaiver implements ApprovedAction {

  static final String ACTION = "security_event.waive_authority_report";

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public TrustRecord find(UUID id) {
    return SecurityEvent.findById(id);
  }

  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    ((SecurityEvent) record).waiveReport(reason);
  }
}
