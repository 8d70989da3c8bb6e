/// Keeps checkpoints in places that this database's owner does not rule, tells when the ledger is
/// behind one of them, and lets two people open a new epoch then.
package io.trustfabric.ledger.anchors;
