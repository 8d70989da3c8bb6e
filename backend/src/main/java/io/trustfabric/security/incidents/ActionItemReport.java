package io.trustfabric.security.incidents;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// What somebody will do, and until when.
public record ActionItemReport(
    @NotBlank @Size(max = 500) String title,
    @NotBlank @Size(max = 300) String owner,
    @NotNull Instant dueAt) {}
