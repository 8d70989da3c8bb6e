package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/// What is decided about an item.
///
/// @param reason why; required for revoke and modify
/// @param newPermissions what it is to hold after a modify; without it, any change proves it
/// @param actionReference where it is carried out: a ticket, a change
public record ItemDecision(
    @NotNull AccessDecision decision,
    @Size(max = 2_000) String reason,
    @Size(max = 500) List<@NotBlank @Size(max = 300) String> newPermissions,
    @Size(max = 500) String actionReference) {

  /// Adds what is missing or out of place.
  void check(String at, List<Invalid.Field> errors) {
    if (decision != AccessDecision.KEEP && (reason == null || reason.isBlank())) {
      errors.add(new Invalid.Field(at + "/reason", "is required for revoke and modify"));
    }
    if (decision != AccessDecision.MODIFY && newPermissions != null) {
      errors.add(new Invalid.Field(at + "/newPermissions", "goes with modify"));
    }
  }
}
