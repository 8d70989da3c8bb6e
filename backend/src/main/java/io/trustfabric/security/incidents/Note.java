package io.trustfabric.security.incidents;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// What a person adds to the timeline.
///
/// @param at when it happened; now when not said
public record Note(@PastOrPresent Instant at, @NotBlank @Size(max = 10_000) String text) {}
