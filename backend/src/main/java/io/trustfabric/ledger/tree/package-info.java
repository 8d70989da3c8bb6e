/// The arithmetic of the tree: hashes, tiles and proofs of RFC 6962 and C2SP tlog-tiles. It knows
/// neither database nor web.
package io.trustfabric.ledger.tree;
