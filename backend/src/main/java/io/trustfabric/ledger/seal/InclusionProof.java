package io.trustfabric.ledger.seal;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// That a line stands in the ledger: RFC 6962, section 2.1.1.
///
/// @param position the leaf's index
/// @param entry the line's bytes, base64; null for who may not read a line that is about no record
/// @param leafSha256 SHA-256(0x00 || entry), hex
/// @param treeSize of the checkpoint
/// @param rootSha256 of the checkpoint, hex
/// @param hashes the audit path from the leaf's sibling up, hex
/// @param checkpoint the signed note
public record InclusionProof(
    Long position,
    @Schema(nullable = true) String entry,
    String leafSha256,
    Long treeSize,
    String rootSha256,
    List<String> hashes,
    String checkpoint) {}
