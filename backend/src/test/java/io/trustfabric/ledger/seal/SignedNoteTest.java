package io.trustfabric.ledger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.ledger.tree.GrowingTree;
import io.trustfabric.ledger.tree.MerkleTree;
import io.trustfabric.ledger.tree.Tile;
import io.trustfabric.testing.SealKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedNoteTest {

  private static final Path SAMPLES = Path.of("..", "..", "shared", "data", "tlog");

  /// The key of the log in the samples (transparency-dev/tessera, testdata).
  private static final VerifierKey TESSERA =
      VerifierKey.parse(
          "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

  /// The first test key of RFC 8032, section 7.1.
  private static final String RFC_8032_SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String RFC_8032_PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  @Test
  void the_documents_own_example_verifies_and_nothing_else_does() throws IOException {
    var example = examples().get("signed_note");
    var note = SignedNote.parse(example.get("note").textValue());
    var key = VerifierKey.parse(example.get("vkey").textValue());
    assertThat(note.isSignedBy(key)).isTrue();
    assertThat(note.note()).isEqualTo(example.get("note").textValue());
    assertThat(key.text()).isEqualTo(example.get("vkey").textValue());
    assertThat(new SignedNote(note.text() + "x\n", note.signatures()).isSignedBy(key)).isFalse();
    assertThat(note.isSignedBy(new VerifierKey("another", key.type(), key.key()))).isFalse();
    assertThat(note.isSignedBy(new VerifierKey(key.name(), VerifierKey.COSIGNATURE, key.key())))
        .isFalse();
  }

  @Test
  void paths_and_numbers_of_tiles_are_the_documents() throws IOException {
    for (var path : examples().get("tile_index_paths").properties()) {
      assertThat(new Tile(0, Long.parseLong(path.getKey()), Tile.FULL).path())
          .isEqualTo(path.getValue().textValue());
    }
    for (var counts : examples().get("tile_counts").properties()) {
      var size = Long.parseLong(counts.getKey());
      for (var count : counts.getValue().properties()) {
        var level = count.getKey().charAt("level".length()) - '0';
        var hashes = Tile.count(level, size);
        assertThat(count.getKey().endsWith("full") ? hashes / Tile.FULL : hashes % Tile.FULL)
            .as(count.getKey())
            .isEqualTo(count.getValue().longValue());
      }
    }
  }

  @Test
  void a_real_logs_checkpoints_tiles_and_entries_agree_with_one_another() throws IOException {
    var log = SAMPLES.resolve("tessera/testdata/log");
    assumeTrue(Files.exists(log), "no samples of a log");
    var tree = new GrowingTree();
    for (int size = 0; size <= 15; size++) {
      if (size > 0) {
        var bundle = Files.readAllBytes(log.resolve("tile/entries/000.p/" + size));
        var entries = entries(bundle);
        assertThat(entries).hasSize(size);
        tree.add(MerkleTree.leaf(entries.getLast()), (level, index, hashes, root) -> {});
        assertThat(Tile.join(entries.stream().map(MerkleTree::leaf).toList()))
            .isEqualTo(Files.readAllBytes(log.resolve("tile/0/000.p/" + size)));
      }
      var note = SignedNote.parse(Files.readString(log.resolve("checkpoint." + size)));
      assertThat(note.isSignedBy(TESSERA)).isTrue();
      var checkpoint = Checkpoint.parse(note.text());
      assertThat(checkpoint.size()).isEqualTo(size);
      assertThat(checkpoint.root()).isEqualTo(tree.root());
      assertThat(checkpoint.text()).isEqualTo(note.text());
    }
  }

  private static List<byte[]> entries(byte[] bundle) {
    var entries = new java.util.ArrayList<byte[]>();
    for (int at = 0; at < bundle.length; ) {
      var length = (bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff;
      entries.add(java.util.Arrays.copyOfRange(bundle, at + 2, at + 2 + length));
      at += 2 + length;
    }
    return entries;
  }

  private static JsonNode examples() throws IOException {
    var file = SAMPLES.resolve("c2sp_examples.json");
    assumeTrue(Files.exists(file), "no examples of C2SP");
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void a_seed_makes_the_public_key_that_rfc_8032_says() {
    var seed = HexFormat.of().parseHex(RFC_8032_SEED);
    var signer = Signer.parse(Base64.getEncoder().encodeToString(seed) + "\n");
    var key = signer.verifierKey("example.com/log");
    assertThat(HexFormat.of().formatHex(key.key())).isEqualTo(RFC_8032_PUBLIC);
    var note = signer.sign(new Checkpoint("example.com/log", 1, new byte[32]));
    assertThat(SignedNote.parse(note.note()).isSignedBy(VerifierKey.parse(key.text()))).isTrue();
  }

  @Test
  void a_pem_file_is_read_with_whatever_stands_before_the_key() throws Exception {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var encoded = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    var pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(encoded);
    var expected = VerifierKey.of("a", pair.getPublic());
    assertThat(Signer.parse(pem).verifierKey("a")).isEqualTo(expected);
    assertThat(Signer.parse("Made by me\n" + pem).verifierKey("a")).isEqualTo(expected);
  }

  @Test
  void what_is_no_key_is_refused_without_telling_what_it_is() {
    for (var text :
        List.of(
            "",
            "secret",
            "c2VjcmV0",
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----")) {
      assertThatThrownBy(() -> Signer.parse(text))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("signing key")
          .hasMessageNotContaining("secret")
          .hasMessageNotContaining("c2Vj");
    }
  }

  @Test
  void what_is_no_note_is_no_note() {
    var sound = Signer.parse(SealKeys.SEED).sign(new Checkpoint("a", 5, new byte[32])).note();
    assertThat(SignedNote.parse(sound).note()).isEqualTo(sound);
    for (var broken :
        List.of(
            "",
            "text",
            "text\n",
            "text\n\n",
            sound.strip(),
            sound.replace("\u2014", "-"),
            sound.replace("\n\n", "\n"),
            sound + "\n",
            sound + "more\n",
            sound.replace("a\n5", "a\t\n5"),
            "text\n\n\u2014 a b c\n",
            "text\n\n\u2014 a AAAA\n",
            "text\n\n\u2014 a+b AAAAAAAA\n",
            "x".repeat(70_000) + sound)) {
      assertThatThrownBy(() -> SignedNote.parse(broken))
          .as(broken)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_is_no_checkpoint_is_no_checkpoint() {
    var root = Base64.getEncoder().encodeToString(new byte[32]);
    assertThat(Checkpoint.parse("a\n0\n" + root + "\nextension\n").size()).isZero();
    for (var broken :
        List.of(
            "",
            "a\n",
            "\n5\n" + root + "\n",
            "a\n05\n" + root + "\n",
            "a\n-5\n" + root + "\n",
            "a\n99999999999999999999\n" + root + "\n",
            "a\n5\n" + root,
            "a\n5\nAAAA\n",
            "a\n5\n!\n")) {
      assertThatThrownBy(() -> Checkpoint.parse(broken))
          .as(broken)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void what_is_no_verifier_key_is_none() {
    var sound = TESSERA.text();
    for (var broken :
        List.of(
            "",
            "a",
            "a+b",
            "a+33d7b496+AAAA",
            sound.replace("33d7b496", "33d7b497"),
            sound.replace("testdata+", "other+"),
            sound.replace("example.com", " "),
            "a+00000000+" + Base64.getEncoder().encodeToString(new byte[33]))) {
      assertThatThrownBy(() -> VerifierKey.parse(broken))
          .as(broken)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
