package io.trustfabric.compliance.classification;

import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A use of data that somebody is about to make.
///
/// @param region where, an ISO 3166 country or subdivision, or EU
/// @param purpose what for
/// @param role on whose behalf
/// @param encrypted whether the data is encrypted throughout, where it lies and on its way
public record DataUse(
    @NotBlank @Size(max = 200) String dataAsset,
    @NotBlank @Size(max = 6) String region,
    @NotBlank @Size(max = 200) String purpose,
    @NotBlank @Size(max = 200) String role,
    @NotNull Boolean encrypted) {

  /// @throws Invalid when the region is none
  void check() {
    if (!Region.isKnown(region)) {
      throw Invalid.field(
          "/region", "must be an ISO 3166 country or subdivision such as DE or US-CA, or EU");
    }
  }
}
