package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Where it is told why a version answers as it does.
///
/// @param kind such as `shap`, `model_card`
@RegisterForReflection
public record Explanation(
    @NotBlank @Size(max = 100) String kind,
    @NotBlank @Size(max = 2_000) String uri,
    @Schema(nullable = true) @Pattern(regexp = Sha256.HEX, message = Sha256.MESSAGE)
        String sha256) {}
