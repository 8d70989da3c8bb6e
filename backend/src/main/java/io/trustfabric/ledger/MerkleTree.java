package io.trustfabric.ledger;

import io.trustfabric.record.Canonical;
import java.util.List;

/// The Merkle tree hash of RFC 6962, section 2.1.
public final class MerkleTree {

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /// The leaf hash: SHA-256(0x00 || entry).
  public static byte[] leaf(byte[] entry) {
    return Canonical.sha256(LEAF, entry);
  }

  /// The root over entries in order; SHA-256 of nothing for none.
  public static byte[] root(List<byte[]> entries) {
    return entries.isEmpty() ? Canonical.sha256() : node(entries);
  }

  private static byte[] node(List<byte[]> entries) {
    if (entries.size() == 1) {
      return leaf(entries.getFirst());
    }
    // The largest power of two smaller than the count.
    var cut = Integer.highestOneBit(entries.size() - 1);
    return Canonical.sha256(
        NODE, node(entries.subList(0, cut)), node(entries.subList(cut, entries.size())));
  }
}
