package io.trustfabric.ledger.seal;

import java.util.Base64;
import java.util.HexFormat;

/// A proof of inclusion as a file of its own (C2SP tlog-proof): what it takes to verify a line
/// offline, with the line's bytes as its extra data.
final class TlogProof {

  private TlogProof() {}

  static String of(InclusionProof proof) {
    var text = new StringBuilder("c2sp.org/tlog-proof@v1\n");
    if (proof.entry() != null) {
      text.append("extra ").append(proof.entry()).append('\n');
    }
    text.append("index ").append(proof.position()).append('\n');
    for (var hash : proof.hashes()) {
      var bytes = HexFormat.of().parseHex(hash);
      text.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
    }
    return text.append('\n').append(proof.checkpoint()).toString();
  }
}
