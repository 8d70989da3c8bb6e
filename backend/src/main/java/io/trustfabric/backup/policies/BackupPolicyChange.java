package io.trustfabric.backup.policies;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Approval;
import io.trustfabric.record.Approvals;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.ForbiddenTransition;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A backup policy is made and changed by two people.
@ApplicationScoped
public class BackupPolicyChange implements ApprovedAction {

  static final String ACTION = "backup_policy.change";

  private static final TypeReference<Map<String, Object>> FREE = new TypeReference<>() {};

  private final ObjectMapper mapper;

  BackupPolicyChange(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public TrustRecord find(UUID id) {
    return BackupPolicy.findById(id, LockModeType.PESSIMISTIC_WRITE);
  }

  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    ((BackupPolicy) record).agree(mapper.convertValue(payload, BackupTerms.class), reason);
  }

  /// Asks for the second person. What could not be done is refused now.
  Approval ask(Approvals approvals, BackupPolicy policy, BackupTerms terms, String reason) {
    terms.check();
    if (terms.retired() && policy.status() == BackupPolicyStatus.PROPOSED) {
      throw new ForbiddenTransition(policy.status(), List.copyOf(policy.status().next()));
    }
    return approvals.request(ACTION, policy, mapper.convertValue(terms, FREE), reason);
  }
}
