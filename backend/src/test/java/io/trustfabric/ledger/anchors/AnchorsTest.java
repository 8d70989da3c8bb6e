package io.trustfabric.ledger.anchors;

import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.LedgerProofs;
import io.trustfabric.ledger.seal.SignedNote;
import io.trustfabric.ledger.seal.Signer;
import io.trustfabric.ledger.seal.VerifierKey;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.FakeBucket;
import io.trustfabric.testing.FakeWitness;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.SealKeys;
import io.trustfabric.testing.Sql;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AnchorsTest {

  private static final String SECRET = "very-secret-key";

  @TempDir Path folder;

  @Inject AnchorStates states;
  @Inject LedgerProofs ledger;

  @BeforeEach
  void seal() {
    forget();
    grow();
  }

  @AfterEach
  void forget() {
    Sql.run("DELETE FROM ledger_anchors");
  }

  /// The sealed size after at least one more line.
  private long grow() {
    var before = ledger.head().size();
    Api.recorded("{}");
    Await.until("it is sealed", Duration.ofSeconds(60), () -> ledger.head().size() > before);
    return ledger.head().size();
  }

  @Test
  void a_folder_gets_each_newest_checkpoint_once() throws IOException {
    var anchoring = anchoring(Map.of("vault", file()));
    step(anchoring);
    var first = ledger.head();
    var kept = Files.readString(folder.resolve("checkpoint"));
    assertThat(SignedNote.parse(kept).text()).startsWith(SealKeys.ORIGIN);
    assertThat(states.of("vault").size()).isPositive().isLessThanOrEqualTo(first.size());
    grow();
    step(anchoring);
    var size = states.of("vault").size();
    assertThat(size).isGreaterThan(Checkpoint.parse(SignedNote.parse(kept).text()).size());
    assertThat(folder.resolve("checkpoints/1/%020d".formatted(size)))
        .hasSameTextualContentAs(folder.resolve("checkpoint"));
    assertThat(states.of("vault").failures()).isZero();
  }

  @Test
  void a_folder_that_is_not_there_is_tried_again_later_and_not_made() throws IOException {
    var gone = folder.resolve("not-mounted");
    var anchoring = anchoring(Map.of("vault", new Given("file").folder(gone)));
    step(anchoring);
    var state = states.of("vault");
    assertThat(state.failures()).isEqualTo(1);
    assertThat(state.lastError()).isEqualTo("The folder is not there.");
    assertThat(state.nextAt()).isAfter(state.lastErrorAt());
    assertThat(gone).doesNotExist();
    step(anchoring);
    assertThat(states.of("vault").failures()).as("not before its time").isEqualTo(1);
    Files.createDirectories(gone);
    Sql.run("UPDATE ledger_anchors SET next_at = now() - interval '1 second'");
    step(anchoring);
    assertThat(states.of("vault").failures()).isZero();
    assertThat(gone.resolve("checkpoint")).exists();
  }

  @Test
  void a_bucket_gets_signed_requests_and_its_refusals_tell_no_secret() throws IOException {
    try (var bucket = new FakeBucket()) {
      var anchoring = anchoring(Map.of("store", s3(bucket.url())));
      step(anchoring);
      var size = states.of("store").size();
      assertThat(bucket.objects().get("/audit/tf/checkpoint"))
          .isEqualTo(bucket.objects().get("/audit/tf/checkpoints/1/%020d".formatted(size)))
          .startsWith(SealKeys.ORIGIN + "\n" + size + "\n");
      bucket.answers(403);
      grow();
      step(anchoring);
      var state = states.of("store");
      assertThat(state.lastError()).isEqualTo("The store answers with status 403.");
      assertThat(state.size()).isEqualTo(size);
      assertThat(state.toString()).doesNotContain(SECRET);
    }
  }

  @Test
  void a_store_that_is_gone_holds_nothing_up() throws IOException {
    var bucket = new FakeBucket();
    bucket.close();
    var anchoring = anchoring(Map.of("store", s3(bucket.url()), "vault", file()));
    assertThat(anchoring.objection(1)).contains("answered");
    step(anchoring);
    assertThat(states.of("store").lastError()).contains("cannot be reached");
    assertThat(states.of("vault").failures()).isZero();
    assertThat(anchoring.objection(1)).as("one has agreed").isNull();
  }

  @Test
  void nothing_is_sealed_before_any_place_has_answered() throws IOException {
    var bucket = new FakeBucket();
    bucket.close();
    var anchoring = anchoring(Map.of("store", s3(bucket.url())));
    step(anchoring);
    assertThat(anchoring.objection(1)).contains("answered");
    assertThat(anchoring(Map.of()).objection(1)).as("no places at all").isNull();
  }

  @Test
  void a_witness_signs_what_grows_and_its_signature_is_kept() throws IOException {
    try (var witness = new FakeWitness()) {
      var anchoring = anchoring(Map.of("w", witness(witness)));
      step(anchoring);
      grow();
      step(anchoring);
      grow();
      anchoring.leads();
      step(anchoring);
      var size = states.of("w").size();
      assertThat(states.of("w").failures()).as(states.of("w").lastError()).isZero();
      assertThat(size).isEqualTo(witness.size());
      var line =
          Sql.one("SELECT line FROM ledger_cosignatures WHERE tree_size = %d".formatted(size));
      var note =
          Sql.one("SELECT note FROM ledger_checkpoints WHERE tree_size = %d".formatted(size));
      var cosigned = SignedNote.parse(note + line);
      assertThat(cosigned.isSignedBy(VerifierKey.parse(witness.verifierKey()))).isTrue();
      assertThat(cosigned.isSignedBy(ledger.head().keys().getLast())).isTrue();
      var served = as("viewer").get("/api/audit/checkpoint?cosigned=true").then().statusCode(200);
      assertThat(served.extract().asString()).isEqualTo(note + line);
    }
  }

  @Test
  void an_answer_without_the_witness_own_signature_is_none() throws IOException {
    try (var witness = new FakeWitness();
        var another = new FakeWitness()) {
      var place = new Given("witness").url(witness.url()).verifierKey(another.verifierKey());
      step(anchoring(Map.of("w", place)));
      assertThat(states.of("w").lastError()).contains("without a signature by its key");
    }
  }

  @Test
  void a_witness_that_has_seen_more_or_other_lines_is_ahead() throws IOException {
    try (var witness = new FakeWitness()) {
      witness.hasSeen(ledger.head().size() + 1_000_000, new byte[32]);
      var anchoring = anchoring(Map.of("w", witness(witness)));
      step(anchoring);
      assertThat(anchoring.objection(1)).contains("that this ledger does not have");
      witness.hasSeen(2, new byte[32]);
      anchoring.leads();
      step(anchoring);
      assertThat(anchoring.objection(1)).contains("that this ledger does not have");
      assertThat(states.of("w").lastError()).contains("another history");
      witness.hasSeen(0, null);
      step(anchoring);
      assertThat(anchoring.objection(1)).isNull();
    }
  }

  @Test
  void a_ledger_with_fewer_lines_than_a_place_knows_is_not_sealed_and_not_ready()
      throws IOException {
    var config = config(Map.of("vault", file()));
    var anchors = new Anchors(config);
    anchors.read(null);
    var anchoring = new Anchoring(anchors, states, ledger, () -> true);
    var lost = ledger.head().size() + 1_000_000;
    keep(SealKeys.ORIGIN, lost, SealKeys.SEED);
    step(anchoring);
    assertThat(anchoring.objection(1)).contains(Long.toString(lost));
    assertThat(anchoring.objection(2)).as("in an epoch opened since").isNull();
    var readiness = new AnchorReadiness(anchors, states, ledger).call();
    assertThat(readiness.getStatus()).isEqualTo(Status.DOWN);
    assertThat(Files.readString(folder.resolve("checkpoint"))).contains("\n" + lost + "\n");
    keep(SealKeys.ORIGIN, 2, SealKeys.SEED);
    anchoring.leads();
    step(anchoring);
    assertThat(anchoring.objection(1)).as("another root").contains("of 2 lines");
    keep(SealKeys.ORIGIN + "/epoch/3", 1, SealKeys.SEED);
    step(anchoring);
    assertThat(anchoring.objection(2)).as("a later epoch").contains("of 1 lines");
    Files.delete(folder.resolve("checkpoint"));
    step(anchoring);
    assertThat(anchoring.objection(1)).isNull();
    assertThat(new AnchorReadiness(anchors, states, ledger).call().getStatus())
        .isEqualTo(Status.UP);
  }

  @Test
  void what_is_kept_of_others_is_neither_believed_nor_overwritten() throws IOException {
    var cases =
        Map.of(
            "another ledger's", List.of("another.example", SealKeys.SEED),
            "by no key", List.of(SealKeys.ORIGIN, SealKeys.newSeed()));
    for (var one : cases.entrySet()) {
      keep(one.getValue().getFirst(), 1_000_000, one.getValue().getLast());
      var before = Files.readString(folder.resolve("checkpoint"));
      var anchoring = anchoring(Map.of("vault", file()));
      Sql.run("DELETE FROM ledger_anchors");
      step(anchoring);
      assertThat(states.of("vault").lastError())
          .as(one.getKey())
          .containsAnyOf("Another ledger's", "by no key");
      assertThat(states.of("vault").aheadEpoch()).isNull();
      assertThat(Files.readString(folder.resolve("checkpoint"))).isEqualTo(before);
    }
    Files.writeString(folder.resolve("checkpoint"), "nonsense");
    Sql.run("DELETE FROM ledger_anchors");
    step(anchoring(Map.of("vault", file())));
    assertThat(states.of("vault").lastError()).contains("no checkpoint");
  }

  private void keep(String origin, long size, String seed) throws IOException {
    var note = Signer.parse(seed).sign(new Checkpoint(origin, size, new byte[32]));
    Files.writeString(folder.resolve("checkpoint"), note.note());
  }

  @Test
  void places_are_listed_and_an_epoch_is_refused_while_nothing_is_lost() {
    as("viewer")
        .get("/api/audit/anchors")
        .then()
        .statusCode(200)
        .body("sealedSize", greaterThan(0));
    var refused = Api.compliance("POST", "/api/audit/epochs", "{\"reason\": \"x\"}");
    isProblem(refused, 403, "forbidden");
    isProblem(propose("{\"reason\": \"restored\"}"), 409, "conflict");
    isInvalid(propose("{}"), "/reason");
  }

  private static io.restassured.response.ValidatableResponse propose(String body) {
    return as("admin").contentType("application/json").body(body).post("/api/audit/epochs").then();
  }

  @Test
  void a_place_that_is_not_configured_as_its_kind_needs_stops_the_start() {
    for (var bad :
        Map.of(
                "kind", new Given("ftp"),
                "folder", new Given("file"),
                "bucket", new Given("s3").url("http://store"),
                "verifier-key", new Given("witness").url("http://w").verifierKey("x"),
                "url", new Given("witness").url("ftp://w"))
            .entrySet()) {
      assertThatThrownBy(() -> new Anchors(config(Map.of("a", bad.getValue()))).read(null))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("trust-fabric.anchors.a." + bad.getKey());
    }
  }

  private Anchoring anchoring(Map<String, Given> places) {
    var anchors = new Anchors(config(places));
    anchors.read(null);
    return new Anchoring(anchors, states, ledger, () -> true);
  }

  private void step(Anchoring anchoring) {
    anchoring.stepAll();
  }

  private static AnchorsConfig config(Map<String, Given> places) {
    return () -> Map.copyOf(places);
  }

  private Given file() {
    return new Given("file").folder(folder);
  }

  private static Given s3(String url) {
    return new Given("s3").url(url).store();
  }

  private static Given witness(FakeWitness witness) {
    return new Given("witness").url(witness.url()).verifierKey(witness.verifierKey());
  }

  /// What somebody configured.
  private record Given(
      String kind,
      Optional<Path> folder,
      Optional<URI> url,
      Optional<String> bucket,
      Optional<String> prefix,
      Optional<String> region,
      Optional<String> accessKey,
      Optional<String> secretKey,
      Optional<String> verifierKey)
      implements AnchorsConfig.Place {

    Given(String kind) {
      this(
          kind,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    Given folder(Path path) {
      return new Given(
          kind, Optional.of(path), url, bucket, prefix, region, accessKey, secretKey, verifierKey);
    }

    Given url(String address) {
      return new Given(
          kind,
          folder,
          Optional.of(URI.create(address)),
          bucket,
          prefix,
          region,
          accessKey,
          secretKey,
          verifierKey);
    }

    Given verifierKey(String key) {
      return new Given(
          kind, folder, url, bucket, prefix, region, accessKey, secretKey, Optional.of(key));
    }

    Given store() {
      return new Given(
          kind,
          folder,
          url,
          Optional.of("audit"),
          Optional.of("tf/"),
          Optional.of(FakeBucket.REGION),
          Optional.of(FakeBucket.ACCESS_KEY),
          Optional.of(SECRET),
          verifierKey);
    }
  }
}
