package io.trustfabric.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.testing.LedgerVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The roots are those of the reference implementation's own test
/// (github.com/google/certificate-transparency, merkle_tree_test.cc).
class MerkleTreeTest {

  private static final List<byte[]> ENTRIES =
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
          .toList();

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void roots_are_those_of_the_reference_implementation() {
    for (int size = 0; size <= ENTRIES.size(); size++) {
      assertThat(HexFormat.of().formatHex(MerkleTree.root(ENTRIES.subList(0, size))))
          .as("root of %d entries", size)
          .isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  void a_large_tree_has_the_root_that_building_leaf_by_leaf_gives() {
    var entries = new ArrayList<byte[]>();
    for (int i = 0; i < 1_025; i++) {
      entries.add(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
      if (i % 97 == 0 || i > 1_020) {
        assertThat(MerkleTree.root(entries)).isEqualTo(LedgerVerifier.root(entries));
      }
    }
  }
}
