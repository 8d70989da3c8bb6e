package io.trustfabric.ledger.seal;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// That the ledger of one size is the beginning of the one of another: RFC 6962, section 2.1.2.
///
/// @param fromSize the smaller size
/// @param fromRootSha256 its root, hex
/// @param toSize the larger size
/// @param toRootSha256 its root, hex
/// @param hashes the proof, hex
/// @param checkpoint the signed note of the larger size; null where none was signed of it
public record ConsistencyProof(
    Long fromSize,
    String fromRootSha256,
    Long toSize,
    String toRootSha256,
    List<String> hashes,
    @Schema(nullable = true) String checkpoint) {}
