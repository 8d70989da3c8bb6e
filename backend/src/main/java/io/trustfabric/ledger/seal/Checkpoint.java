package io.trustfabric.ledger.seal;

import io.trustfabric.ledger.tree.MerkleTree;
import java.util.Base64;
import java.util.HexFormat;

/// What a log says of itself at one size (C2SP tlog-checkpoint), without signatures.
///
/// @param origin which log
/// @param size how many entries
/// @param root RFC 6962 root over them, 32 bytes
public record Checkpoint(String origin, long size, byte[] root) {

  /// The text that is signed.
  public String text() {
    return "%s\n%d\n%s\n".formatted(origin, size, Base64.getEncoder().encodeToString(root));
  }

  /// Reads a note's text.
  ///
  /// @throws IllegalArgumentException when it is no checkpoint
  public static Checkpoint parse(String text) {
    var lines = text.split("\n", -1);
    if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("no checkpoint");
    }
    var root = Base64.getDecoder().decode(lines[2]);
    if (root.length != MerkleTree.HASH) {
      throw new IllegalArgumentException("no root hash");
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
  }

  /// The root in hex.
  public String rootHex() {
    return HexFormat.of().formatHex(root);
  }
}
