package io.trustfabric.ledger.tree;

import java.util.ArrayList;
import java.util.List;

/// Roots and proofs of RFC 6962, sections 2.1 to 2.1.2, for trees of any size within what nodes are
/// there.
///
/// @param nodes of the tree
public record Proofs(Nodes nodes) {

  /// The root of the first `size` leaves.
  ///
  /// @param size at least 1
  public byte[] root(long size) {
    return hash(0, size);
  }

  /// The audit path of a leaf, from its sibling up: PATH(index, D[size]).
  ///
  /// @param index from 0, below `size`
  public List<byte[]> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf %d among %d".formatted(index, size));
    }
    var path = new ArrayList<byte[]>();
    path(index, 0, size, path);
    return path;
  }

  /// That the tree of `from` leaves is the beginning of the one of `to`: PROOF(from, D[to]).
  ///
  /// @param from at least 1, at most `to`
  public List<byte[]> consistency(long from, long to) {
    if (from < 1 || from > to) {
      throw new IllegalArgumentException("no beginning of %d among %d".formatted(from, to));
    }
    var proof = new ArrayList<byte[]>();
    subproof(from, 0, to, true, proof);
    return proof;
  }

  private void path(long index, long start, long size, List<byte[]> path) {
    if (size == 1) {
      return;
    }
    var cut = MerkleTree.cut(size);
    if (index < cut) {
      path(index, start, cut, path);
      path.add(hash(start + cut, size - cut));
    } else {
      path(index - cut, start + cut, size - cut, path);
      path.add(hash(start, cut));
    }
  }

  private void subproof(long from, long start, long size, boolean whole, List<byte[]> proof) {
    if (from == size) {
      if (!whole) {
        proof.add(hash(start, size));
      }
      return;
    }
    var cut = MerkleTree.cut(size);
    if (from <= cut) {
      subproof(from, start, cut, whole, proof);
      proof.add(hash(start + cut, size - cut));
    } else {
      subproof(from - cut, start + cut, size - cut, false, proof);
      proof.add(hash(start, cut));
    }
  }

  /// The hash over leaves from a start that is a multiple of the largest power of two within.
  private byte[] hash(long start, long size) {
    if (Long.bitCount(size) == 1) {
      var height = Long.numberOfTrailingZeros(size);
      return nodes.at(height, start >> height);
    }
    var cut = MerkleTree.cut(size);
    return MerkleTree.node(hash(start, cut), hash(start + cut, size - cut));
  }
}
