package io.trustfabric.compliance.classification;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of a classification that may change.
///
/// @param allowedRegions ISO 3166 countries or subdivisions, or EU; none means all of the residency
/// @param retentionDays 1 to 36,525: a hundred years
/// @param purposes what the data may be used for; none means anything
/// @param accessRoles who may use it; none means nobody, unless it is public
/// @param holdsDataSince how old its oldest data can be
/// @param reason why, where there is something to say
@RegisterForReflection
public record DataClassificationEdit(
    @NotBlank @Size(max = 200) String system,
    @NotNull DataType dataType,
    @NotNull Sensitivity sensitivity,
    @NotNull Residency residency,
    @NotNull @Size(max = 300) List<@NotBlank @Size(max = 6) String> allowedRegions,
    @NotNull Boolean encryptionAtRest,
    @NotNull Boolean encryptionInTransit,
    @Schema(nullable = true) @Min(1) @Max(36_525) Integer retentionDays,
    @NotNull Boolean autoDelete,
    @Schema(nullable = true) @Size(max = 2_000) String legalBasis,
    @NotNull @Size(max = 100) List<@NotBlank @Size(max = 200) String> purposes,
    @NotBlank @Size(max = 300) String owner,
    @NotNull @Size(max = 100) List<@NotBlank @Size(max = 200) String> accessRoles,
    @NotNull @PastOrPresent Instant holdsDataSince,
    @NotNull Map<String, Object> metadata,
    @Size(max = 2_000) String reason) {

  static DataClassificationEdit of(DataClassification data) {
    return new DataClassificationEdit(
        data.system,
        data.dataType,
        data.sensitivity,
        data.residency,
        data.allowedRegions,
        data.encryptionAtRest,
        data.encryptionInTransit,
        data.retentionDays,
        data.autoDelete,
        data.legalBasis,
        data.purposes,
        data.owner,
        data.accessRoles,
        data.holdsDataSince,
        data.metadata,
        null);
  }

  /// @throws Invalid naming every contradiction by its rule
  void applyTo(DataClassification data) {
    ClassificationRule.check(this);
    data.system = system;
    data.dataType = dataType;
    data.sensitivity = sensitivity;
    data.residency = residency;
    data.allowedRegions = allowedRegions;
    data.encryptionAtRest = encryptionAtRest;
    data.encryptionInTransit = encryptionInTransit;
    data.retentionDays = retentionDays;
    data.autoDelete = autoDelete;
    data.legalBasis = legalBasis;
    data.purposes = purposes;
    data.owner = owner;
    data.accessRoles = accessRoles;
    data.holdsDataSince = holdsDataSince;
    data.metadata = metadata;
    data.editedBecause(reason);
  }
}
