package io.trustfabric.compliance.evidence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;

/// A record of this product that bears evidence out. In which state it is taken, the ledger says.
///
/// @param recordType as the ledger calls it, such as `secret_rotation`
@RegisterForReflection
public record LinkReport(
    @NotNull @Size(max = 100) @Pattern(regexp = "[a-z_]+", message = "must be in lower snake case")
        String recordType,
    @NotNull UUID recordId) {

  static LinkReport of(Map<String, Object> link) {
    return new LinkReport(
        link.get("recordType").toString(), UUID.fromString(link.get("recordId").toString()));
  }
}
