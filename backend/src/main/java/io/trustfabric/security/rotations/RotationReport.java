package io.trustfabric.security.rotations;

import io.trustfabric.record.Invalid;
import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;

/// What is said of a rotation. A text that looks like a secret's value is refused.
///
/// @param status in progress when not said
/// @param rotatedAt when the new secret was in use; now when not said
/// @param rotationIntervalDays days until the next one; at most what the policy allows
/// @param initiatedBy the person, job or incident that set it off; the caller when not said
/// @param retired whether the secret is gone for good
public record RotationReport(
    @NotBlank
        @Size(max = 200)
        @Pattern(regexp = "\\S(.*\\S)?", message = "must have no space at either end")
        @NotASecret
        String secretName,
    @NotNull SecretType secretType,
    @NotNull RotationType rotationType,
    RotationStatus status,
    @PastOrPresent Instant rotatedAt,
    @NotNull @Min(1) @Max(3_650) Integer rotationIntervalDays,
    @Size(max = 2_000) @NotASecret String failureReason,
    @NotBlank @Size(max = 300) @NotASecret String owner,
    @Size(max = 300) @NotASecret String initiatedBy,
    Boolean retired,
    @NotASecret Map<String, Object> metadata) {

  /// @param maxDays what the policy allows
  /// @throws Invalid naming every field that cannot be
  void check(int maxDays) {
    var errors = new ArrayList<Invalid.Field>();
    var said = Objects.requireNonNullElse(status, RotationStatus.IN_PROGRESS);
    if (rotationIntervalDays > maxDays) {
      errors.add(
          new Invalid.Field(
              "/rotationIntervalDays",
              "must be at most %d, as the rotation policy says for this kind of secret"
                  .formatted(maxDays)));
    }
    if (rotatedAt != null && said != RotationStatus.SUCCEEDED) {
      errors.add(new Invalid.Field("/rotatedAt", "is set where a rotation succeeded"));
    }
    if (said == RotationStatus.FAILED && (failureReason == null || failureReason.isBlank())) {
      errors.add(new Invalid.Field("/failureReason", "is required where a rotation failed"));
    }
    if (said != RotationStatus.FAILED && failureReason != null) {
      errors.add(new Invalid.Field("/failureReason", "is set where a rotation failed"));
    }
    if (Boolean.TRUE.equals(retired) && said != RotationStatus.SUCCEEDED) {
      errors.add(new Invalid.Field("/retired", "goes with a rotation that succeeded"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /// The rotation, ended as it is said to have.
  ///
  /// @param dueAt by when the secret had to be renewed; null when unknown
  /// @param caller who reports
  SecretRotation toRotation(Instant dueAt, String caller) {
    var rotation = new SecretRotation(dueAt);
    rotation.secretName = secretName;
    rotation.secretType = secretType;
    rotation.rotationType = rotationType;
    rotation.rotationIntervalDays = rotationIntervalDays;
    rotation.owner = owner;
    rotation.initiatedBy = initiatedBy == null || initiatedBy.isBlank() ? caller : initiatedBy;
    rotation.retired = Boolean.TRUE.equals(retired);
    if (metadata != null) {
      rotation.metadata = metadata;
    }
    switch (Objects.requireNonNullElse(status, RotationStatus.IN_PROGRESS)) {
      case IN_PROGRESS -> {}
      case SUCCEEDED -> rotation.succeed(rotatedAt, null);
      case FAILED -> rotation.fail(failureReason);
    }
    return rotation;
  }
}
