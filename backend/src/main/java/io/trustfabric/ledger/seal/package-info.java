/// Seals the ledger's order: extends its tree, signs checkpoints, and serves tiles, checkpoints and
/// proofs in the formats of C2SP, so that anybody can verify without any of this code.
package io.trustfabric.ledger.seal;
