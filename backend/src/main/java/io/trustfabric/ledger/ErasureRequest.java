package io.trustfabric.ledger;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What is to be erased, and at whose wish.
///
/// @param fields JSON pointers into the record's state, `/reason` for the reasons in its lines; all
///   that may be erased when not said
/// @param gdprReference the case under which the person's wish is kept; no name, since it stays in
///   the ledger
/// @param reason why; the second person reads it
public record ErasureRequest(
    @NotBlank
        @Pattern(
            regexp = "[a-z_]{1,100}",
            message = "must be a kind of record, such as security_event")
        String recordType,
    @NotNull UUID recordId,
    @Schema(nullable = true) @Size(min = 1, max = 50)
        List<@NotBlank @Size(max = 100) String> fields,
    @NotBlank
        @Pattern(
            regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}",
            message = "must be the number of a case: letters, digits and . _ / -")
        String gdprReference,
    @NotBlank @Size(max = 2_000) String reason) {}
