package io.trustfabric.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A ledger line, or one row of a batch line, with its personal values readable.
///
/// @param position its place in the order; null in the moment before it has one
/// @param change the fields before and after
/// @param stateSha256 digest of the record after the change
/// @param leafSha256 leaf of the Merkle tree: SHA-256(0x00 || bytes); null without position
/// @param clientAddress from where it was done; null for who reads a record's own lines
/// @param batch where the record stands in a batch line; null otherwise
public record LedgerEntryView(
    @Schema(nullable = true) Long position,
    Instant occurredAt,
    Author actor,
    String action,
    String recordType,
    @Schema(nullable = true) UUID recordId,
    @Schema(nullable = true) Long recordVersion,
    @Schema(nullable = true) String reason,
    @Schema(nullable = true, type = SchemaType.OBJECT) JsonNode change,
    @Schema(nullable = true) String stateSha256,
    @Schema(nullable = true) String leafSha256,
    @Schema(nullable = true) String requestId,
    @Schema(nullable = true) String clientAddress,
    @Schema(nullable = true) Batch batch) {

  /// @param count rows of the batch
  /// @param root RFC 6962 root over the rows, hex
  /// @param index place of this record's row, from 0; null for the batch line itself
  public record Batch(Integer count, String root, @Schema(nullable = true) Integer index) {}
}
