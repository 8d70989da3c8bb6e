package io.trustfabric.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.SealKeys;
import io.trustfabric.testing.TlogProgram;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the database's owner changes is found. Twenty random ways in the suite, two hundred
/// with `-Dtamperings=200`; each run says its seed, and `-Dtampering.seed` repeats it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(FilledLedger.Clean.class)
class TamperingTest {

  private static final int TIMES = Integer.getInteger("tamperings", 20);

  /// So many of them are other histories, which only an older checkpoint shows.
  private static final int OTHER_HISTORIES = TIMES / 5;

  @Inject LedgerAudit audit;

  private final long seed = Long.getLong("tampering.seed", System.nanoTime());

  @BeforeEach
  void fill() {
    FilledLedger.fill();
  }

  @Test
  void every_tampering_with_the_ledger_or_a_record_is_found() throws Exception {
    var random = new Random(seed);
    var missed = new ArrayList<String>();
    var found = new LinkedHashMap<VerificationCheck, Integer>();
    for (var tampering : drawn(TIMES - OTHER_HISTORIES, random)) {
      try (var hand = new OwnersHand(random)) {
        var done = tampering.act().by(hand);
        var finding = verify(hand);
        if (finding.isEmpty()) {
          missed.add("%s: %s".formatted(tampering, done));
        } else {
          found.merge(finding.get().check(), 1, Integer::sum);
        }
      }
    }
    System.out.printf("tampering, seed %d: found %s, missed %s%n", seed, found, missed);
    assertThat(missed).as("seed %d".formatted(seed)).isEmpty();
    try (var hand = new OwnersHand(random)) {
      assertThat(verify(hand)).as("what is left when all is undone").isEmpty();
    }
  }

  @Test
  void another_history_is_sound_in_itself_and_contradicts_a_kept_checkpoint(@TempDir Path folder)
      throws Exception {
    TlogProgram.built();
    var random = new Random(seed);
    var keys = folder.resolve("keys");
    Files.writeString(
        keys,
        io.trustfabric.ledger.seal.Signer.parse(SealKeys.SEED).verifierKey(SealKeys.ORIGIN).text());
    var kept = folder.resolve("kept").toString();
    try (var hand = new OwnersHand(random)) {
      History.export(hand, folder.resolve("log"));
      var run = program(folder.resolve("log"), keys, "-kept", kept, "-first");
      assertThat(run).startsWith("VERIFIED");
    }
    for (int i = 0; i < OTHER_HISTORIES; i++) {
      var tampering = History.OTHER.get((i + (int) (seed & 7)) % History.OTHER.size());
      try (var hand = new OwnersHand(random)) {
        var what = "seed %d: %s: %s".formatted(seed, tampering, tampering.act().by(hand));
        assertThat(verify(hand)).as(what).isEmpty();
        var log = folder.resolve("log" + i);
        History.export(hand, log);
        assertThat(program(log, keys)).as(what).startsWith("VERIFIED");
        assertThat(program(log, keys, "-kept", kept)).as(what).startsWith("CONTRADICTED");
      }
    }
    System.out.printf("other histories, seed %d: all %d found%n", seed, OTHER_HISTORIES);
  }

  /// Half of them with records; every way comes before any comes again.
  private static List<Tampering> drawn(int count, Random random) {
    var ledger = new ArrayList<>(Tampering.OF_THE_LEDGER);
    Collections.shuffle(ledger, random);
    var drawn = new ArrayList<Tampering>();
    for (int i = 0; i < count; i++) {
      drawn.add(
          i % 2 == 0
              ? ledger.get(i / 2 % ledger.size())
              : Tampering.OF_RECORDS.get(i / 2 % Tampering.OF_RECORDS.size()));
    }
    return drawn;
  }

  private Optional<LedgerFinding> verify(OwnersHand hand) throws Exception {
    return audit.check(hand.connection(), Set.of(), new VerificationFigures(), (check, done) -> {});
  }

  private static String program(Path log, Path keys, String... more) throws Exception {
    var arguments =
        new ArrayList<>(List.of("log", "-from", log.toString(), "-keys", keys.toString()));
    arguments.addAll(List.of(more));
    return TlogProgram.run(arguments.toArray(String[]::new)).output();
  }
}
