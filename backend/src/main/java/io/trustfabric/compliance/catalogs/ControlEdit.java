package io.trustfabric.compliance.catalogs;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.web.NotASecret;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The part of a control that the organisation decides.
///
/// @param owner who answers for it
/// @param applicable whether it applies
/// @param applicabilityReason why; required where it does not apply
@Schema(
    examples =
        """
        {"owner": "Facilities", "applicable": false, "applicabilityReason": "We have no premises of our own"}
        """)
@RegisterForReflection
public record ControlEdit(
    @Schema(nullable = true) @Size(max = 300) @NotASecret String owner,
    @NotNull Boolean applicable,
    @Schema(nullable = true) @Size(max = 2_000) String applicabilityReason,
    @NotNull Map<String, Object> metadata) {

  public static ControlEdit of(ComplianceControl control) {
    return new ControlEdit(
        control.owner, control.applicable(), control.applicabilityReason(), control.metadata);
  }

  /// Changes what is said of the control.
  ///
  /// @param mandatory whether the framework lets nobody leave it out
  public void applyTo(ComplianceControl control, boolean mandatory) {
    control.apply(applicable, applicabilityReason, mandatory);
    control.owner = owner == null || owner.isBlank() ? null : owner;
    control.metadata = metadata;
  }
}
