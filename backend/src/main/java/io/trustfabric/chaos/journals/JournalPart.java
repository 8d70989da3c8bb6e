package io.trustfabric.chaos.journals;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How much of a kind was in a journal.
///
/// @param why why it was not taken over; null where it was
public record JournalPart(String what, Long count, @Schema(nullable = true) String why) {}
