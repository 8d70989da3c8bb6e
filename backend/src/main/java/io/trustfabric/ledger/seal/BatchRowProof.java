package io.trustfabric.ledger.seal;

import java.util.List;

/// That a row belongs to a batch whose line is in the ledger.
///
/// @param row the row's bytes, base64
/// @param rowIndex its place in the batch, from 0
/// @param rowSha256 its leaf hash, hex
/// @param rows of the batch
/// @param rootSha256 the RFC 6962 root over the rows, which the line names, hex
/// @param hashes the audit path of the row in the batch, hex
/// @param line that the batch's line stands in the ledger
public record BatchRowProof(
    String row,
    Integer rowIndex,
    String rowSha256,
    Integer rows,
    String rootSha256,
    List<String> hashes,
    InclusionProof line) {}
