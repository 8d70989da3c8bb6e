package io.trustfabric.ledger.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A piece of the tree as C2SP tlog-tiles names it: hashes of one level side by side, or entries.
///
/// @param level 0 for leaf hashes; each higher level has the roots of full tiles of the one below
/// @param index its place within the level, from 0
/// @param width how many hashes or entries, 1 to 256
public record Tile(int level, long index, int width) {

  /// Hashes in a full tile.
  public static final int FULL = 256;

  private static final int HEIGHT = 8;

  /// Levels that a tree of fewer than 2^63 leaves has.
  static final int LEVELS = 8;

  private static final Pattern INDEX =
      Pattern.compile("((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /// No index has more digits: these are enough for 2.5 * 10^17 leaves, and cannot overflow.
  private static final int MOST_DIGITS = 15;

  /// Reads what follows the level in an address: `x001/x234/067`, `000.p/17`.
  ///
  /// @return null when it is not written like one
  public static Tile parse(int level, String text) {
    var match = INDEX.matcher(text);
    if (level < 0 || level >= LEVELS || !match.matches()) {
      return null;
    }
    var digits = match.group(1).replaceAll("[x/]", "");
    var padded = digits.length() > 3 && digits.startsWith("000");
    if (padded || digits.length() > MOST_DIGITS) {
      return null;
    }
    var index = Long.parseLong(digits);
    if (match.group(2) == null) {
      return new Tile(level, index, FULL);
    }
    var width = Integer.parseInt(match.group(2));
    return width < FULL ? new Tile(level, index, width) : null;
  }

  /// As it follows the level in an address.
  public String path() {
    var text = new StringBuilder("%03d".formatted(index % 1_000));
    for (long rest = index / 1_000; rest > 0; rest /= 1_000) {
      text.insert(0, "x%03d/".formatted(rest % 1_000));
    }
    return width == FULL ? text.toString() : text.append(".p/").append(width).toString();
  }

  /// How many hashes a level has in a tree of so many leaves.
  public static long count(int level, long size) {
    return level >= LEVELS ? 0 : size >> (HEIGHT * level);
  }

  /// Whether a tree of so many leaves has all of this tile.
  public boolean isWithin(long size) {
    return width <= count(level, size) - index * FULL;
  }

  /// Where hashes of tiles are found.
  @FunctionalInterface
  public interface Source {

    /// The tile's hashes, one after the other; of a tile that is not full yet those that are there.
    byte[] hashes(int level, long index);
  }

  /// The nodes of the tree these tiles are of.
  public static Nodes nodes(Source tiles) {
    return (height, index) -> {
      var level = height / HEIGHT;
      var within = height % HEIGHT;
      var first = index << within;
      var offset = (int) (first % FULL);
      var hashes = split(tiles.hashes(level, first / FULL));
      if (offset + (1 << within) > hashes.size()) {
        throw new IllegalArgumentException("there is no node %d at %d".formatted(index, height));
      }
      return MerkleTree.rootOfLeaves(hashes.subList(offset, offset + (1 << within)));
    };
  }

  /// Hashes that lie one after the other.
  public static List<byte[]> split(byte[] hashes) {
    var all = new ArrayList<byte[]>(hashes.length / MerkleTree.HASH);
    for (int at = 0; at < hashes.length; at += MerkleTree.HASH) {
      all.add(java.util.Arrays.copyOfRange(hashes, at, at + MerkleTree.HASH));
    }
    return all;
  }

  /// Hashes one after the other.
  public static byte[] join(List<byte[]> hashes) {
    var all = new byte[hashes.size() * MerkleTree.HASH];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i), 0, all, i * MerkleTree.HASH, MerkleTree.HASH);
    }
    return all;
  }
}
