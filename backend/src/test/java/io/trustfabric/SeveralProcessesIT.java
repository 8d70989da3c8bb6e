package io.trustfabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.testing.Await;
import io.trustfabric.testing.BackendProcess;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.LiveReader;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.TcpProxy;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two backends on one database: what becomes of order and streams when one of them is frozen, cut
/// off or killed. Waits are long since the machine may be busy; how fast a leader is replaced is
/// for `make bench` to say.
class SeveralProcessesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final PostgresResource POSTGRES = new PostgresResource();
  private static String url;
  private static String key;

  /// Those that run, kept from test to test since starting one is what takes longest.
  private static final List<Node> NODES = new ArrayList<>();

  private BackendProcess leader;
  private BackendProcess follower;

  /// A backend and its way to the database, which can be cut.
  private record Node(TcpProxy proxy, BackendProcess backend) implements AutoCloseable {

    static Node start() {
      try {
        var database = URI.create(url.substring("jdbc:".length()));
        var proxy = new TcpProxy(database.getPort());
        return new Node(
            proxy,
            BackendProcess.start(
                "jdbc:postgresql://127.0.0.1:%d%s".formatted(proxy.port(), database.getPath()),
                key));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      backend.close();
      proxy.close();
    }
  }

  @BeforeAll
  static void startDatabase() {
    var config = POSTGRES.start();
    url = config.get("quarkus.datasource.jdbc.url");
    key = config.get("quarkus.oidc.public-key");
  }

  @AfterAll
  static void stopAll() throws IOException {
    for (var node : NODES) {
      node.close();
    }
    POSTGRES.stop();
  }

  @BeforeEach
  void startWhatIsMissing() throws IOException {
    for (var node : List.copyOf(NODES)) {
      if (!node.backend.isAlive()) {
        stop(node.backend);
      }
    }
    NODES.addAll(Together.run(2 - NODES.size(), i -> Node.start()));
    Await.until("one of them leads", PATIENCE, () -> leaders().size() == 1);
    leader = leaders().getFirst();
    follower =
        NODES.stream()
            .map(Node::backend)
            .filter(backend -> backend != leader)
            .findFirst()
            .orElseThrow();
  }

  @AfterEach
  void wakeWhoSleeps() throws Exception {
    for (var node : NODES) {
      node.backend.wake();
    }
  }

  private static List<BackendProcess> leaders() {
    return NODES.stream().map(Node::backend).filter(BackendProcess::saysItLeads).toList();
  }

  private static Node node(BackendProcess backend) {
    return NODES.stream().filter(node -> node.backend == backend).findFirst().orElseThrow();
  }

  private static void stop(BackendProcess backend) throws IOException {
    var node = node(backend);
    NODES.remove(node);
    node.close();
  }

  @Test
  void a_frozen_leader_is_replaced_and_does_no_harm_when_it_wakes() throws Exception {
    leader.api().record("before");
    leader.freeze();
    Await.until("the other leads", PATIENCE, follower::saysItLeads);
    var meanwhile = follower.api().record("meanwhile");
    awaitOrder();
    leader.wake();
    Await.until("it has noticed", PATIENCE, () -> !leader.saysItLeads());
    for (int i = 0; i < 20; i++) {
      assertThat(leader.api().record("after").status()).isEqualTo(201);
      assertThat(follower.api().record("after").status()).isEqualTo(201);
    }
    awaitOrder();
    assertThat(follower.saysItLeads()).isTrue();
    assertThat(leader.saysItLeads()).isFalse();
    assertThat(verified()).contains(meanwhile.id());
  }

  @Test
  void a_leader_cut_off_from_the_database_is_replaced_and_forks_nothing() throws Exception {
    leader.api().record("before");
    var proxy = node(leader).proxy;
    proxy.cut();
    Await.until("the other leads", PATIENCE, follower::saysItLeads);
    var meanwhile = follower.api().record("meanwhile");
    awaitOrder();
    Await.until("it has noticed", PATIENCE, () -> !leader.saysItLeads());
    proxy.heal();
    Await.until("it writes again", PATIENCE, () -> leader.api().record("healed").status() == 201);
    awaitOrder();
    assertThat(follower.saysItLeads()).isTrue();
    assertThat(leader.saysItLeads()).isFalse();
    assertThat(verified()).contains(meanwhile.id());
    // Its pool still holds connections that were cut.
    stop(leader);
  }

  @Test
  void who_asks_while_the_database_is_silent_is_refused_clearly_and_queues_up_no_further()
      throws Exception {
    var proxy = node(follower).proxy;
    proxy.cut();
    var answers = new ConcurrentLinkedQueue<HttpApi.Answer>();
    var askers =
        IntStream.range(0, 150)
            .mapToObj(i -> Thread.ofVirtual().start(() -> answers.add(follower.api().record("?"))))
            .toList();
    // All but those who hold one of the pool's connections.
    Await.until("they are answered", PATIENCE, () -> answers.size() >= 130);
    proxy.heal();
    for (var asker : askers) {
      asker.join();
    }
    assertThat(answers).extracting(HttpApi.Answer::status).isSubsetOf(201, 503);
    var refused = answers.stream().filter(answer -> answer.status() == 503).toList();
    assertThat(refused).hasSizeGreaterThan(100);
    assertThat(refused)
        .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isEqualTo("1"))
        .anySatisfy(answer -> assertThat(answer.text()).contains("Too much is asked at once"));
    Await.until("it writes again", PATIENCE, () -> follower.api().record("?").status() == 201);
    stop(follower);
  }

  @Test
  void nothing_acknowledged_is_lost_when_the_leader_is_killed_under_load() throws Exception {
    var acknowledged = ConcurrentHashMap.<String>newKeySet();
    var stop = Instant.now().plusSeconds(12);
    var writers =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(() -> write(i % 2 == 0 ? leader : follower, stop, acknowledged)))
            .toList();
    Await.sleep(4_000);
    leader.kill();
    for (var writer : writers) {
      writer.join();
    }
    Await.until("the other leads", PATIENCE, follower::saysItLeads);
    awaitOrder();
    assertThat(acknowledged).isNotEmpty();
    assertThat(verified()).containsAll(acknowledged);

    startWhatIsMissing();
    var restarted = follower.api();
    var read = restarted.get(HttpApi.EVENTS + "/" + acknowledged.iterator().next(), viewer());
    assertThat(read.status()).isEqualTo(200);
    acknowledged.add(restarted.record("after the restart").id());
    awaitOrder();
    assertThat(verified()).containsAll(acknowledged);
  }

  @Test
  void each_passed_deadline_becomes_one_event_whoever_leads_and_whoever_wakes() throws Exception {
    logOverdueSecrets(leader, "before");
    Await.until("the leader has seen them", PATIENCE, () -> violations("before") == SECRETS);
    leader.freeze();
    Await.until("the other leads", PATIENCE, follower::saysItLeads);
    logOverdueSecrets(follower, "frozen");
    leader.wake();
    Await.until("it has noticed", PATIENCE, () -> !leader.saysItLeads());
    logOverdueSecrets(leader, "awake");
    Await.until("the other has seen them", PATIENCE, () -> violations("awake") == SECRETS);
    Await.until("the others too", PATIENCE, () -> violations("frozen") == SECRETS);
    // Long enough for a second look of both.
    Await.sleep(3_000);
    for (var when : List.of("before", "frozen", "awake")) {
      assertThat(violations(when)).as(when).isEqualTo(SECRETS);
    }
    awaitOrder();
    verified();
  }

  private static final int SECRETS = 10;

  private static void logOverdueSecrets(BackendProcess backend, String when) {
    for (int i = 0; i < SECRETS; i++) {
      var body =
          """
          {"secretName": "%s/%d", "secretType": "api_key", "rotationType": "manual", "status": "succeeded",
           "rotatedAt": "2026-01-01T00:00:00Z", "rotationIntervalDays": 30, "owner": "Platform"}
          """
              .formatted(when, i);
      assertThat(
              backend
                  .api()
                  .post("/api/security/secret-rotations", Tokens.person("security"), body)
                  .status())
          .isEqualTo(201);
    }
  }

  private static long violations(String when) throws SQLException {
    try (var connection =
            DriverManager.getConnection(System.getProperty(PostgresResource.ADMIN_URL));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM security_events WHERE resource LIKE '%s/%%'"
                    .formatted(when))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void write(BackendProcess backend, Instant stop, Set<String> acknowledged) {
    while (Instant.now().isBefore(stop)) {
      try {
        var answer = backend.api().record("under load");
        if (answer.status() == 201) {
          acknowledged.add(answer.id());
        }
      } catch (UncheckedIOException e) {
        Await.sleep(100);
      }
    }
  }

  @Test
  void a_reader_sees_what_the_other_process_took_in_and_resumes_there_when_its_own_is_killed()
      throws Exception {
    var seen = new ArrayList<Long>();
    try (var reader = LiveReader.open(leader.api().base(), viewer(), null)) {
      var id = follower.api().record("from the other").id();
      Await.until("it is heard of", PATIENCE, () -> reader.hasHeard(id));
      leader.kill();
      Await.until("the stream ends", PATIENCE, reader::isEnded);
      seen.addAll(reader.positions());
    }
    for (int i = 0; i < 10; i++) {
      follower.api().record("missed");
    }
    try (var resumed = LiveReader.open(follower.api().base(), viewer(), seen.getLast())) {
      var id = follower.api().record("last").id();
      Await.until("all is heard of", PATIENCE, () -> resumed.hasHeard(id));
      seen.addAll(resumed.positions());
    }
    assertThat(seen)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(seen.getFirst(), seen.getLast()).boxed().toList());
  }

  @Test
  void readers_who_take_nothing_hold_neither_writers_nor_memory_and_are_dropped() throws Exception {
    var used = heapAfterGc();
    var stuck = new ArrayList<LiveReader>();
    try (var fast = LiveReader.open(follower.api().base(), viewer(), null)) {
      for (int i = 0; i < 5; i++) {
        stuck.add(LiveReader.idle(follower.api().base(), viewer(), null));
      }
      Await.sleep(1_000);
      // More than what the kernel's buffers take in for one who does not read.
      for (int i = 0; i < 6; i++) {
        write(5_000);
      }
      awaitOrder();
      var last = follower.api().record("last");
      assertThat(last.status()).isEqualTo(201);
      Await.until("the fast one has all", PATIENCE, () -> fast.hasHeard(last.id()));
      var heard = fast.positions();
      assertThat(heard).hasSizeGreaterThanOrEqualTo(30_000);
      assertThat(heard)
          .isEqualTo(LongStream.rangeClosed(heard.getFirst(), heard.getLast()).boxed().toList());
      assertThat(heapAfterGc()).as("heap").isLessThan(used + 48L * 1024 * 1024);
      // 30 seconds of patience, looked after every 5.
      Await.sleep(40_000);
      for (var reader : stuck) {
        assertThat(reader.isCutOff()).isTrue();
      }
    } finally {
      for (var reader : stuck) {
        reader.close();
      }
    }
  }

  /// Many lines in one transaction, as the application's role.
  private static void write(int lines) throws SQLException {
    try (var connection = DriverManager.getConnection(url, "trust_fabric_app", "trust_fabric_app");
        var insert =
            connection.prepareStatement(
                """
                WITH lines AS (
                  INSERT INTO audit_log (format_version, occurred_at, actor_issuer, actor_subject, action, record_type, bytes)
                  SELECT 1, '2026-01-31T10:00:00Z', 'urn:test', 'writer', 'test.noted', 'test', convert_to(
                    '{"action":"test.noted","actor":{"issuer":"urn:test","subject":"writer"},"formatVersion":1,"occurredAt":"2026-01-31T10:00:00.000000Z","recordType":"test"}', 'UTF8')
                  FROM generate_series(1, ?) RETURNING id)
                INSERT INTO ledger_pending SELECT id FROM lines
                """)) {
      insert.setInt(1, lines);
      insert.executeUpdate();
    }
  }

  private long heapAfterGc() throws Exception {
    new ProcessBuilder(
            System.getProperty("java.home") + "/bin/jcmd", Long.toString(follower.pid()), "GC.run")
        .start()
        .waitFor();
    var metrics = follower.management("/q/metrics");
    var matcher =
        Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)").matcher(metrics);
    double used = 0;
    while (matcher.find()) {
      used += Double.parseDouble(matcher.group(1));
    }
    assertThat(used).as(metrics).isPositive();
    return (long) used;
  }

  private static Set<String> verified() throws Exception {
    var report = LedgerVerifier.verify(System.getProperty(PostgresResource.ADMIN_URL));
    assertThat(report.broken()).isEmpty();
    return report.records().keySet();
  }

  private static void awaitOrder() {
    Await.until("every line has its position", PATIENCE, () -> pending() == 0);
  }

  private static long pending() throws SQLException {
    try (var connection =
            DriverManager.getConnection(System.getProperty(PostgresResource.ADMIN_URL));
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "SELECT count(*) FROM audit_log WHERE id NOT IN (SELECT line_id FROM ledger_positions)")) {
      result.next();
      return result.getLong(1);
    }
  }

  private static String viewer() {
    return Tokens.person("viewer");
  }
}
