package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A snapshot that a completed review is held against.
///
/// @param source where it comes from; given when not said
/// @param takenAt when it was taken, where it is given; now when not said
/// @param items all accounts of the same scope, at most 5,000
/// @param apply whether to carry out first, in Keycloak, what is pending
public record AccessSnapshotReport(
    PopulationSource source,
    @PastOrPresent Instant takenAt,
    @Size(max = Populations.MOST) List<@NotNull @Valid HeldAccessReport> items,
    Boolean apply,
    Map<String, Object> metadata) {

  PopulationSource sourceOrGiven() {
    return Objects.requireNonNullElse(source, PopulationSource.GIVEN);
  }

  boolean isToApply() {
    return Boolean.TRUE.equals(apply);
  }

  /// @throws Invalid where something is said that Keycloak is asked for, or the other way round
  void check() {
    if (sourceOrGiven() == PopulationSource.KEYCLOAK) {
      if (takenAt != null) {
        throw Invalid.field("/takenAt", "is not taken where the snapshot is read from Keycloak");
      }
    } else if (isToApply()) {
      throw Invalid.field("/apply", "goes with source keycloak");
    }
  }
}
