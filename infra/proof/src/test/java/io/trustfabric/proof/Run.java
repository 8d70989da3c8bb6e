package io.trustfabric.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.proof.Journal.Acknowledged;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Crashes in a row, each under writes, and after each one what has to hold.
final class Run {

  /// Brings a crash about and starts again what it ended.
  interface Crash {
    void happen();

    void recover();
  }

  /// How many more than 20 writes may be acknowledged before a crash.
  private static final int WRITES = Integer.getInteger("crash.writes");

  /// How long the writes of one cycle may take.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String name;
  private final Victims victims;
  private final Api api;
  private final Journal journal = new Journal();
  private final Ledger ledger;
  private final Random random;
  private int doubtful;
  private int happened;
  private int cycle;

  /// @param name marks what it writes
  Run(String name, Victims victims, SignIn signIn, long seed) {
    this.name = name + "/";
    this.victims = victims;
    this.api = new Api(victims.apiUrl(), signIn::token);
    this.ledger = new Ledger(victims);
    this.random = new Random(seed);
  }

  /// One cycle: writes, the crash when some of them are acknowledged, recovery, checks.
  ///
  /// @throws AssertionError when something acknowledged is lost or anything is half there
  void crash(Crash crash) throws SQLException {
    cycle++;
    int before = journal.acknowledged();
    int enough = before + 20 + random.nextInt(WRITES);
    long grace = random.nextInt(30);
    var watcher = ledger.watch();
    var writers = Writers.start(api, journal, name + cycle, random);
    try {
      var deadline = Instant.now().plus(PATIENCE);
      while (journal.acknowledged() < enough && writers.areWriting()) {
        assertThat(Instant.now()).as("writes are acknowledged").isBefore(deadline);
        Ledger.pause(1);
      }
      Ledger.pause(grace);
    } finally {
      writers.stop();
      crash.happen();
      ledger.unwatch(watcher);
    }
    crash.recover();
    writers.join();
    hold();
  }

  /// What has to hold after a crash.
  private void hold() throws SQLException {
    ledger.settle();
    ledger.holdOrder();
    var recent = journal.takeRecent();
    var open = journal.takeDoubtful();
    holdMarks(open);
    open.forEach(this::resolve);
    recent.parallelStream().forEach(this::holdAnswer);
    ledger.settle();
    ledger.holdOrder();
    ledger.holdRecords();
    holdMarks(List.of());
    recent.forEach(this::holdLine);
  }

  /// All of each acknowledged write is there, of one in doubt all or nothing, and nothing else.
  private void holdMarks(List<Write> open) throws SQLException {
    var found = ledger.marks(name);
    Map<String, Integer> expected = new HashMap<>(journal.marks());
    for (var write : open) {
      if (write.kind() != Write.Kind.MOVE && found.containsKey(write.key())) {
        expected.put(write.key(), write.makes());
      }
    }
    var lost = new HashMap<>(expected);
    lost.entrySet().removeAll(found.entrySet());
    assertThat(lost).as("lost: acknowledged writes, or parts of writes").isEmpty();
    assertThat(found).as("records that nobody has written").isEqualTo(expected);
    open.stream()
        .filter(write -> write.kind() != Write.Kind.MOVE)
        .filter(write -> found.containsKey(write.key()))
        .forEach(write -> happened++);
  }

  /// A write in doubt either happened as a whole or not at all; sent again under its key it is
  /// there once.
  private void resolve(Write write) {
    doubtful++;
    if (write.kind() != Write.Kind.MOVE) {
      var answer = api.sendAgain(write);
      assertThat(answer.status())
          .as("%s sent again: %s", write.key(), answer.body())
          .isEqualTo(201);
      journal.acknowledge(write, answer);
      return;
    }
    var path = write.recordPath(write.before());
    var now = api.get(path).body();
    if (!now.equals(write.before())) {
      happened++;
      assertThat(now.get("status")).as(path).isEqualTo(write.body().get("status"));
      assertThat(now.get("version").longValue())
          .as(path)
          .isEqualTo(write.before().get("version").longValue() + 1);
      journal.know(path, now);
    }
  }

  /// An acknowledged write is read as it was answered, and is answered again the same.
  private void holdAnswer(Acknowledged acknowledged) {
    var write = acknowledged.write();
    var first = acknowledged.answer();
    if (write.kind() != Write.Kind.MOVE) {
      var again = api.sendAgain(write);
      assertThat(again.status()).as("%s again", write.key()).isEqualTo(first.status());
      assertThat(again.body()).as("%s again", write.key()).isEqualTo(first.body());
      assertThat(again.replayed()).as("%s again", write.key()).isTrue();
    }
    if (write.kind() == Write.Kind.BATCH) {
      holdBatch(write, first.body());
    } else {
      holdRecord(write.recordPath(first.body()));
    }
  }

  private void holdBatch(Write write, JsonNode answer) {
    assertThat(answer.get("ids")).as(write.key()).hasSize(write.makes());
    for (int i = 0; i < write.makes(); i++) {
      var path = Write.EVENTS + "/" + answer.get("ids").get(i).textValue();
      var event = api.get(path).body();
      var sent = write.body().get(i);
      for (var field : List.of("title", "description", "source", "severity")) {
        assertThat(event.path(field)).as("%s %s", path, field).isEqualTo(sent.get(field));
      }
      journal.know(path, event);
    }
  }

  private void holdRecord(String path) {
    assertThat(api.get(path).body()).as(path).isEqualTo(journal.record(path));
  }

  private void holdLine(Acknowledged acknowledged) {
    var answer = acknowledged.answer().body();
    if (acknowledged.write().kind() == Write.Kind.BATCH) {
      answer.get("ids").forEach(id -> assertThat(ledger.holds(id.textValue(), 0)).isTrue());
    } else {
      var version = answer.get("version").longValue();
      assertThat(ledger.holds(answer.get("id").textValue(), version))
          .as("%s of version %d has its line", acknowledged.write().key(), version)
          .isTrue();
    }
  }

  /// Reads every record of the run once more, and verifies the ledger from its beginning.
  void holdAll() throws SQLException {
    journal.paths().parallelStream().forEach(this::holdRecord);
    var anew = new Ledger(victims);
    anew.holdOrder();
    anew.holdRecords();
    assertThat(anew.rollingHash()).isEqualTo(ledger.rollingHash());
  }

  /// Where it stands, in one line.
  String figures() {
    return "%d acknowledged, 0 lost; %d in doubt, %d of them had happened; %d records, %d positions, ledger %s"
        .formatted(
            journal.acknowledged(),
            doubtful,
            happened,
            journal.paths().size(),
            ledger.size(),
            ledger.rollingHash().substring(0, 16));
  }
}
