package io.trustfabric.ledger.seal;

import java.time.Instant;

/// A key that signs or signed checkpoints.
///
/// @param verifierKey `name+hash+key` as C2SP signed-note has it
/// @param fromSize the tree size from which on it signs, until that of the next key
/// @param beganAt when it first signed
public record LedgerKeyView(String verifierKey, Long fromSize, Instant beganAt) {

  /// The key's name, which is the ledger's origin.
  String name() {
    return VerifierKey.parse(verifierKey).name();
  }
}
