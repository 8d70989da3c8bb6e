package io.trustfabric.ledger.verify;

import io.trustfabric.record.Canonical;
import java.util.ArrayDeque;
import java.util.Deque;

/// An RFC 6962 tree that is computed anew from its leaves. It keeps one hash a height, and shares
/// nothing with the code that seals: both would have to be wrong in the same way.
final class RecomputedTree {

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  /// Told of each complete subtree, in the order in which they become complete.
  @FunctionalInterface
  interface Completed {

    /// @param index the subtree's place among those of its height, from 0
    void node(int height, long index, byte[] hash);
  }

  private static final Completed NOBODY = (height, index, hash) -> {};

  /// Hashes of complete subtrees from left to right, each smaller than the one before.
  private final Deque<byte[]> edge = new ArrayDeque<>();

  private final Completed completed;
  private long size;

  RecomputedTree() {
    this(NOBODY);
  }

  RecomputedTree(Completed completed) {
    this.completed = completed;
  }

  static byte[] leaf(byte[] entry) {
    return Canonical.sha256(LEAF, entry);
  }

  void add(byte[] leaf) {
    var hash = leaf;
    var index = size;
    var height = 0;
    completed.node(height, index, hash);
    for (; (index & 1) == 1; index >>= 1) {
      hash = Canonical.sha256(NODE, edge.removeLast(), hash);
      completed.node(++height, index >> 1, hash);
    }
    edge.addLast(hash);
    size++;
  }

  long size() {
    return size;
  }

  /// The root over the leaves so far; SHA-256 of nothing for none.
  byte[] root() {
    byte[] right = null;
    for (var left = edge.descendingIterator(); left.hasNext(); ) {
      right = right == null ? left.next() : Canonical.sha256(NODE, left.next(), right);
    }
    return right == null ? Canonical.sha256() : right;
  }
}
