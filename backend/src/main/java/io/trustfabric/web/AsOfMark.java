package io.trustfabric.web;

import io.trustfabric.record.FormerStates.FormerState;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Of which moment an answer about the past is.
///
/// @param position place in the ledger of the line that made the record so; null in the moment
///   before it has one
/// @param occurredAt when that line was written
/// @param stateSha256 digest of the record's state in that line, which what is answered was held
///   against
/// @param erased JSON pointers into the recorded state of personal values that were erased since
/// @param leftOut members of the present record's answer that its lines say nothing of
@Schema(name = "AsOfMark")
public record AsOfMark(
    @Schema(nullable = true) Long position,
    Instant occurredAt,
    Long recordVersion,
    String stateSha256,
    List<String> erased,
    List<String> leftOut) {

  static AsOfMark of(FormerState state, List<String> leftOut) {
    return new AsOfMark(
        state.position(),
        state.occurredAt(),
        state.recordVersion(),
        state.stateSha256(),
        state.erased(),
        leftOut);
  }
}
