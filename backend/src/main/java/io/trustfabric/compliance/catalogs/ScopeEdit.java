package io.trustfabric.compliance.catalogs;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which categories of a framework count from now on.
///
/// @param categories all that count
/// @param reason why
@Schema(
    examples =
        """
        {"categories": ["security", "availability", "confidentiality"], "reason": "What we promise our customers"}
        """)
public record ScopeEdit(
    @NotNull @NotEmpty @Size(max = 20) List<@NotBlank @Size(max = 100) String> categories,
    @NotBlank @Size(max = 2_000) String reason) {}
