package io.trustfabric.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trustfabric.testing.Rfc6962;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TreeTest {

  private static final long SEED = Long.getLong("tree.seed", 6962);

  /// The entries of the reference implementation's own test, as in {@link MerkleTreeTest}.
  private static final List<byte[]> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(HexFormat.of()::parseHex)
          .map(MerkleTree::leaf)
          .toList();

  /// A tree, its tiles as they became full, and what a naive one comes to at every size.
  private static final class Trial implements Tile.Source {
    final GrowingTree tree = new GrowingTree();
    final Rfc6962.Growing naive = new Rfc6962.Growing();
    final List<byte[]> leaves = new ArrayList<>();
    final List<byte[]> roots = new ArrayList<>(List.of(naive.root()));
    final Map<String, List<byte[]>> tiles = new HashMap<>();
    final Map<String, byte[]> tileRoots = new HashMap<>();

    void grow(int size) {
      while (leaves.size() < size) {
        var leaf = Rfc6962.leaf(Integer.toString(leaves.size()).getBytes(StandardCharsets.UTF_8));
        leaves.add(leaf);
        naive.add(leaf);
        roots.add(naive.root());
        tree.add(leaf, this::filled);
      }
    }

    private void filled(int level, long index, List<byte[]> hashes, byte[] root) {
      assertThat(hashes).hasSize(Tile.FULL);
      assertThat(tiles.put(level + "/" + index, hashes)).isNull();
      tileRoots.put(level + "/" + index, root);
    }

    @Override
    public byte[] hashes(int level, long index) {
      var full = tiles.get(level + "/" + index);
      if (full != null) {
        return Tile.join(full);
      }
      var from = (int) index * Tile.FULL;
      return Tile.join(
          level == 0
              ? leaves.subList(from, Math.min(from + Tile.FULL, leaves.size()))
              : LongStream.range(from, from + Tile.FULL)
                  .mapToObj(below -> tileRoots.get(level - 1 + "/" + below))
                  .takeWhile(java.util.Objects::nonNull)
                  .toList());
    }
  }

  @Test
  void proofs_are_those_of_the_reference_implementation() {
    var proofs = new Proofs(Nodes.of(LEAVES));
    assertThat(hex(proofs.inclusion(0, 1))).isEmpty();
    assertThat(hex(proofs.inclusion(0, 8)))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(hex(proofs.inclusion(5, 8)))
        .containsExactly(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(hex(proofs.inclusion(2, 3)))
        .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    assertThat(hex(proofs.inclusion(1, 5)))
        .containsExactly(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    assertThat(hex(proofs.consistency(1, 1))).isEmpty();
    assertThat(hex(proofs.consistency(1, 8)))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(hex(proofs.consistency(6, 8)))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(hex(proofs.consistency(2, 5)))
        .containsExactly(
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  @Test
  void a_growing_tree_has_the_naive_root_at_every_size_however_often_it_is_read_anew() {
    var trial = new Trial();
    var random = new Random(SEED);
    for (int size = 1; size <= 1_500; size++) {
      trial.grow(size);
      assertThat(trial.tree.root()).as("size %d", size).isEqualTo(trial.roots.get(size));
      if (random.nextInt(5) == 0) {
        var again = GrowingTree.of(size, trial);
        assertThat(again.root()).as("size %d", size).isEqualTo(trial.roots.get(size));
        again.add(trial.leaves.getFirst(), (level, index, hashes, root) -> {});
      }
    }
  }

  @Test
  void a_tree_of_seventy_thousand_has_the_tiles_that_the_document_names() {
    var trial = new Trial();
    trial.grow(70_000);
    assertThat(trial.tiles.keySet().stream().filter(name -> name.startsWith("0/"))).hasSize(273);
    assertThat(trial.tiles.keySet().stream().filter(name -> name.startsWith("1/"))).hasSize(1);
    assertThat(trial.tiles).hasSize(274);
    assertThat(trial.hashes(0, 273)).hasSize(112 * 32);
    assertThat(trial.hashes(1, 1)).hasSize(17 * 32);
    assertThat(trial.hashes(2, 0)).hasSize(32);
    for (int i : new int[] {1, 255, 256, 257, 65_535, 65_536, 65_537, 69_999, 70_000}) {
      assertThat(GrowingTree.of(i, trial).root()).as("size %d", i).isEqualTo(trial.roots.get(i));
    }
    var random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      assertProves(trial, 1 + random.nextInt(70_000), random);
    }
  }

  @Test
  void every_proof_of_small_trees_verifies_and_no_other_does() {
    var trial = new Trial();
    trial.grow(70);
    var proofs = new Proofs(Tile.nodes(trial));
    for (int size = 1; size <= 70; size++) {
      for (int index = 0; index < size; index++) {
        var path = proofs.inclusion(index, size);
        var leaf = trial.leaves.get(index);
        var root = trial.roots.get(size);
        assertThat(Rfc6962.isIncluded(leaf, index, size, path, root)).isTrue();
        assertThat(Rfc6962.isIncluded(leaf, (index + 1) % size, size, path, root))
            .isEqualTo(size == 1);
        assertThat(Rfc6962.isIncluded(trial.leaves.get(69 - index), index, size, path, root))
            .isEqualTo(69 - index == index);
      }
      for (int from = 1; from <= size; from++) {
        var proof = proofs.consistency(from, size);
        var root = trial.roots.get(size);
        assertThat(Rfc6962.isConsistent(from, trial.roots.get(from), size, root, proof)).isTrue();
        assertThat(Rfc6962.isConsistent(from, trial.roots.get(from - 1), size, root, proof))
            .isFalse();
      }
    }
  }

  private static void assertProves(Trial trial, int size, Random random) {
    var proofs = new Proofs(Tile.nodes(trial));
    var root = trial.roots.get(size);
    assertThat(proofs.root(size)).as("root of %d", size).isEqualTo(root);
    var index = random.nextInt(size);
    assertThat(
            Rfc6962.isIncluded(
                trial.leaves.get(index), index, size, proofs.inclusion(index, size), root))
        .as("%d in %d", index, size)
        .isTrue();
    var from = 1 + random.nextInt(size);
    assertThat(
            Rfc6962.isConsistent(
                from, trial.roots.get(from), size, root, proofs.consistency(from, size)))
        .as("%d before %d", from, size)
        .isTrue();
  }

  @Test
  void there_are_no_proofs_of_what_is_not_there() {
    var proofs = new Proofs(Nodes.of(LEAVES));
    assertThatThrownBy(() -> proofs.inclusion(8, 8)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> proofs.inclusion(-1, 8)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> proofs.inclusion(0, 9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> proofs.consistency(0, 8)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> proofs.consistency(8, 7)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Proofs(Tile.nodes((level, index) -> new byte[0])).root(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tiles_are_named_as_the_document_names_them() {
    assertThat(new Tile(0, 1_234_067, Tile.FULL).path()).isEqualTo("x001/x234/067");
    for (var path :
        List.of("000", "999", "x001/000", "x001/x234/067", "000.p/1", "x012/345.p/255")) {
      assertThat(Tile.parse(1, path).path()).isEqualTo(path);
    }
    for (var path :
        List.of(
            "",
            "0",
            "00",
            "0000",
            "x000/000",
            "x000/001",
            "001/002",
            "x001",
            "x001/",
            "000.p/0",
            "000.p/256",
            "000.p/01",
            "000.p/",
            "000.p",
            "-01",
            "x1/000",
            "x001//000",
            "000/",
            "a00",
            "\u0660\u0660\u0660",
            "x999/".repeat(5) + "999")) {
      assertThat(Tile.parse(0, path)).as(path).isNull();
    }
    assertThat(Tile.parse(8, "000")).isNull();
    assertThat(Tile.parse(-1, "000")).isNull();
  }

  @Test
  void a_tile_is_served_when_a_tree_of_that_size_has_all_of_it() {
    assertThat(new Tile(0, 0, 5).isWithin(5)).isTrue();
    assertThat(new Tile(0, 0, 5).isWithin(4)).isFalse();
    assertThat(new Tile(0, 1, Tile.FULL).isWithin(512)).isTrue();
    assertThat(new Tile(0, 1, Tile.FULL).isWithin(511)).isFalse();
    assertThat(new Tile(1, 0, 2).isWithin(512)).isTrue();
    assertThat(new Tile(1, 0, 3).isWithin(767)).isFalse();
    assertThat(Tile.parse(0, "x999/".repeat(4) + "999").isWithin(1L << 57)).isFalse();
  }

  private static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HexFormat.of()::formatHex).toList();
  }
}
