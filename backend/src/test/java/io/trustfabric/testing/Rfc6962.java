package io.trustfabric.testing;

import static io.trustfabric.testing.LedgerVerifier.sha256;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Verifies roots and proofs as RFC 9162 describes it for who receives them, with nothing of the
/// product's code.
public final class Rfc6962 {

  private Rfc6962() {}

  public static byte[] leaf(byte[] entry) {
    return sha256(new byte[] {0}, entry);
  }

  static byte[] node(byte[] left, byte[] right) {
    return sha256(new byte[] {1}, left, right);
  }

  /// A tree that is only ever appended to: of each height at most one complete subtree, the largest
  /// first.
  public static final class Growing {
    private final List<byte[]> hashes = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private long size;

    public void add(byte[] leaf) {
      hashes.add(leaf);
      sizes.add(1L);
      size++;
      while (sizes.size() > 1 && sizes.getLast().equals(sizes.get(sizes.size() - 2))) {
        var right = hashes.removeLast();
        hashes.add(node(hashes.removeLast(), right));
        sizes.add(sizes.removeLast() + sizes.removeLast());
      }
    }

    public long size() {
      return size;
    }

    public byte[] root() {
      if (hashes.isEmpty()) {
        return sha256();
      }
      var root = hashes.getLast();
      for (int i = hashes.size() - 2; i >= 0; i--) {
        root = node(hashes.get(i), root);
      }
      return root;
    }
  }

  /// Section 2.1.3.2.
  public static boolean isIncluded(
      byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    var fn = index;
    var sn = size - 1;
    var r = leaf;
    for (var p : path) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = node(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(r, root);
  }

  /// Section 2.1.4.2.
  public static boolean isConsistent(
      long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> given) {
    if (first == second) {
      return given.isEmpty() && Arrays.equals(firstRoot, secondRoot);
    }
    if (first < 1 || first > second || given.isEmpty()) {
      return false;
    }
    var path = new ArrayList<>(given);
    if (Long.bitCount(first) == 1) {
      path.addFirst(firstRoot);
    }
    var fn = first - 1;
    var sn = second - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    var fr = path.getFirst();
    var sr = path.getFirst();
    for (var c : path.subList(1, path.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = node(c, fr);
        sr = node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = node(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(fr, firstRoot) && Arrays.equals(sr, secondRoot);
  }
}
