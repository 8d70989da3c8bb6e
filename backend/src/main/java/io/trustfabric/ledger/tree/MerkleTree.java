package io.trustfabric.ledger.tree;

import io.trustfabric.record.Canonical;
import java.util.List;

/// The Merkle tree hash of RFC 6962, section 2.1.
public final class MerkleTree {

  /// Bytes of a hash.
  public static final int HASH = 32;

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /// The leaf hash: SHA-256(0x00 || entry).
  public static byte[] leaf(byte[] entry) {
    return Canonical.sha256(LEAF, entry);
  }

  /// The hash of two subtrees: SHA-256(0x01 || left || right).
  public static byte[] node(byte[] left, byte[] right) {
    return Canonical.sha256(NODE, left, right);
  }

  /// The root over entries in order; SHA-256 of nothing for none.
  public static byte[] root(List<byte[]> entries) {
    return rootOfLeaves(entries.stream().map(MerkleTree::leaf).toList());
  }

  /// The root over leaf hashes, or over the roots of complete subtrees of one size.
  public static byte[] rootOfLeaves(List<byte[]> hashes) {
    return switch (hashes.size()) {
      case 0 -> Canonical.sha256();
      case 1 -> hashes.getFirst();
      default -> {
        var cut = (int) cut(hashes.size());
        yield node(
            rootOfLeaves(hashes.subList(0, cut)), rootOfLeaves(hashes.subList(cut, hashes.size())));
      }
    };
  }

  /// Where a tree of more than one leaf parts: the largest power of two smaller than its size.
  static long cut(long size) {
    return Long.highestOneBit(size - 1);
  }
}
