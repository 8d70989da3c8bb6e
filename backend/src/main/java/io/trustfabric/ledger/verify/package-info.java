/// Whether the ledger still is what was written: every line, its place in the tree, what was signed
/// of it, and the records it tells of, all read again.
package io.trustfabric.ledger.verify;
