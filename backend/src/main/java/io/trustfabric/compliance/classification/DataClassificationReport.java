package io.trustfabric.compliance.classification;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How the data of an asset is classified.
///
/// @param dataAsset its name, of which there is one
/// @param allowedRegions ISO 3166 countries or subdivisions, or EU; none means all of the residency
/// @param retentionDays after how many days data has to be gone, 1 to 36,525; it may stay when not
///   said
/// @param autoDelete whether the system deletes by itself; false when not said
/// @param purposes what the data may be used for; none means anything
/// @param accessRoles who may use it; none means nobody, unless it is public
/// @param holdsDataSince how old its oldest data can be; now when not said
public record DataClassificationReport(
    @NotBlank
        @Size(max = 200)
        @Pattern(regexp = "\\S(.*\\S)?", message = "must have no space at either end")
        String dataAsset,
    @NotBlank @Size(max = 200) String system,
    @NotNull DataType dataType,
    @NotNull Sensitivity sensitivity,
    @NotNull Residency residency,
    @Size(max = 300) List<@NotBlank @Size(max = 6) String> allowedRegions,
    @NotNull Boolean encryptionAtRest,
    @NotNull Boolean encryptionInTransit,
    @Min(1) @Max(36_525) Integer retentionDays,
    Boolean autoDelete,
    @Size(max = 2_000) String legalBasis,
    @Size(max = 100) List<@NotBlank @Size(max = 200) String> purposes,
    @NotBlank @Size(max = 300) String owner,
    @Size(max = 100) List<@NotBlank @Size(max = 200) String> accessRoles,
    @PastOrPresent Instant holdsDataSince,
    Map<String, Object> metadata) {

  /// @throws Invalid naming every contradiction by its rule
  DataClassification toClassification() {
    var data = new DataClassification(dataAsset);
    new DataClassificationEdit(
            system,
            dataType,
            sensitivity,
            residency,
            orNone(allowedRegions),
            encryptionAtRest,
            encryptionInTransit,
            retentionDays,
            Boolean.TRUE.equals(autoDelete),
            legalBasis,
            orNone(purposes),
            owner,
            orNone(accessRoles),
            Objects.requireNonNullElseGet(holdsDataSince, Clock::now),
            metadata == null ? data.metadata : metadata,
            null)
        .applyTo(data);
    return data;
  }

  private static List<String> orNone(List<String> given) {
    return given == null ? List.of() : given;
  }
}
