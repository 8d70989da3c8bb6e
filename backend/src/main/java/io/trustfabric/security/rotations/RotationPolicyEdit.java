package io.trustfabric.security.rotations;

import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// New limits for some kinds of secrets; the others stay.
///
/// @param reason why; the second person reads it
public record RotationPolicyEdit(
    @NotEmpty @Size(max = 20) List<@NotNull @Valid NewLimit> limits,
    @NotBlank @Size(max = 2_000) String reason) {

  /// @param maxIntervalDays 1 to 3,650
  public record NewLimit(
      @NotNull SecretType secretType, @NotNull @Min(1) @Max(3_650) Integer maxIntervalDays) {}

  /// @throws Invalid naming a kind that is there twice
  Map<SecretType, Integer> days() {
    var days = new EnumMap<SecretType, Integer>(SecretType.class);
    for (int i = 0; i < limits.size(); i++) {
      var limit = limits.get(i);
      if (days.put(limit.secretType(), limit.maxIntervalDays()) != null) {
        throw Invalid.field("/limits/" + i + "/secretType", "is there twice");
      }
    }
    return days;
  }
}
