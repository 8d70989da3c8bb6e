package io.trustfabric.ledger.tree;

import java.util.ArrayList;
import java.util.List;

/// A tree that takes leaves at its right edge. It keeps that edge only: of each level the hashes of
/// the tile that is not full yet, so a tree of any size takes some kilobytes.
public final class GrowingTree {

  /// What is told of a tile when it has become full.
  @FunctionalInterface
  public interface Filled {

    /// @param hashes of the tile, 256
    /// @param root over them: a hash of the level above
    void tile(int level, long index, List<byte[]> hashes, byte[] root);
  }

  /// Of each level, the hashes of the tile that is not full.
  private final List<List<byte[]>> edge;

  private long size;

  /// A tree without leaves.
  public GrowingTree() {
    this(0, List.of());
  }

  private GrowingTree(long size, List<List<byte[]>> edge) {
    this.size = size;
    this.edge = new ArrayList<>(edge);
  }

  /// The tree of the first leaves of one that lies in tiles.
  public static GrowingTree of(long size, Tile.Source tiles) {
    var edge = new ArrayList<List<byte[]>>();
    for (int level = 0; Tile.count(level, size) > 0; level++) {
      var count = Tile.count(level, size);
      var width = (int) (count % Tile.FULL);
      var hashes =
          width == 0 ? List.<byte[]>of() : Tile.split(tiles.hashes(level, count / Tile.FULL));
      edge.add(new ArrayList<>(hashes.subList(0, width)));
    }
    return new GrowingTree(size, edge);
  }

  public long size() {
    return size;
  }

  /// Takes one more leaf.
  public void add(byte[] leaf, Filled filled) {
    var hash = leaf;
    for (int level = 0; hash != null; level++) {
      if (level == edge.size()) {
        edge.add(new ArrayList<>());
      }
      hash = add(level, hash, filled);
    }
    size++;
  }

  /// @return the full tile's root; null when it is not full
  private byte[] add(int level, byte[] hash, Filled filled) {
    var hashes = edge.get(level);
    hashes.add(hash);
    if (hashes.size() < Tile.FULL) {
      return null;
    }
    var root = MerkleTree.rootOfLeaves(hashes);
    filled.tile(level, Tile.count(level, size + 1) / Tile.FULL - 1, List.copyOf(hashes), root);
    hashes.clear();
    return root;
  }

  /// The root over all leaves.
  public byte[] root() {
    byte[] root = null;
    for (var hashes : edge) {
      // Subtrees grow to the left: what is there already stands to the right of this level's.
      var left = hashes;
      if (root != null) {
        root = left.isEmpty() ? root : joined(left, root);
      } else if (!left.isEmpty()) {
        root = MerkleTree.rootOfLeaves(left);
      }
    }
    return root == null ? MerkleTree.rootOfLeaves(List.of()) : root;
  }

  /// The root over complete subtrees of one size with a smaller tree after them: pairs are made
  /// from the left as they would be of leaves, since what follows is smaller than any of them.
  private static byte[] joined(List<byte[]> left, byte[] right) {
    var all = new ArrayList<>(left);
    all.add(right);
    return MerkleTree.rootOfLeaves(all);
  }
}
