package io.trustfabric.ledger.tree;

import java.util.List;

/// Where the hashes of complete subtrees are found.
@FunctionalInterface
public interface Nodes {

  /// The hash over the leaves from `index * 2^height` (included) to `(index + 1) * 2^height`.
  ///
  /// @throws IllegalArgumentException when not all of these leaves are there
  byte[] at(int height, long index);

  /// The nodes over leaf hashes that are at hand.
  static Nodes of(List<byte[]> leaves) {
    return (height, index) -> {
      var from = Math.toIntExact(index << height);
      var to = Math.toIntExact((index + 1) << height);
      if (from < 0 || to > leaves.size()) {
        throw new IllegalArgumentException("there is no node %d at %d".formatted(index, height));
      }
      return MerkleTree.rootOfLeaves(leaves.subList(from, to));
    };
  }
}
