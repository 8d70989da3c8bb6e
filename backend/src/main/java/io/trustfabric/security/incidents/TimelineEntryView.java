package io.trustfabric.security.incidents;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An entry of an incident's timeline as clients see it.
///
/// @param at when it happened
/// @param recordedAt when it was written down
/// @param recordedBy who wrote it down, or did it
/// @param text a person's words: the note, or why
/// @param field the incident's field that changed, with its value before and after
public record TimelineEntryView(
    UUID id,
    Instant at,
    TimelineEntry.Kind kind,
    @Schema(nullable = true) String text,
    @Schema(nullable = true) String field,
    @Schema(nullable = true) String before,
    @Schema(nullable = true) String after,
    Instant recordedAt,
    Author recordedBy) {

  static TimelineEntryView of(TimelineEntry entry) {
    return new TimelineEntryView(
        entry.id,
        entry.at,
        entry.kind,
        entry.text,
        entry.field,
        entry.before,
        entry.after,
        entry.createdAt,
        entry.createdBy);
  }
}
