package io.trustfabric.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.FormerStates.FormerState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A record of any kind as the ledger recorded it.
///
/// @param position place of the line that made it so; null in the moment before it has one
/// @param occurredAt when that line was written
/// @param stateSha256 digest of the state in that line, which the state was held against
/// @param erased JSON pointers into `state` of values that were erased since
/// @param state all fields that had a value, in the form of `backend/docs/ledger-format.md`,
///   personal values readable
public record RecordStateView(
    String recordType,
    UUID recordId,
    Long recordVersion,
    @Schema(nullable = true) Long position,
    Instant occurredAt,
    String stateSha256,
    List<String> erased,
    @Schema(type = SchemaType.OBJECT) JsonNode state) {

  static RecordStateView of(String type, UUID id, FormerState was) {
    return new RecordStateView(
        type,
        id,
        was.recordVersion(),
        was.position(),
        was.occurredAt(),
        was.stateSha256(),
        was.erased(),
        was.state());
  }
}
