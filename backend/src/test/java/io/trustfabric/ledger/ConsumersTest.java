package io.trustfabric.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.record.LedgerConsumer.LedgerLine;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConsumersTest {

  @Inject Consumers consumers;
  @Inject Listener listener;

  private long begin;

  @BeforeEach
  void listen() {
    ordered();
    consumers.catchUp();
    listener.listen();
    begin = place();
  }

  @AfterEach
  void stop() {
    listener.stop();
  }

  @Test
  void every_line_is_taken_once_and_in_order() {
    for (int i = 0; i < 450; i++) {
      Api.recorded("{}");
    }
    ordered();
    consumers.catchUp();
    consumers.catchUp();
    assertThat(place()).isEqualTo(head());
    assertHeardOnce();
  }

  @Test
  void a_line_is_told_with_what_changed() {
    var told = new AtomicReference<LedgerLine>();
    listener.before(told::set);
    var id = Api.recorded("{\"severity\": \"critical\"}");
    ordered();
    consumers.catchUp();
    var line = told.get();
    assertThat(line.action()).isEqualTo("security_event.created");
    assertThat(line.recordType()).isEqualTo("security_event");
    assertThat(line.recordId()).hasToString(id);
    assertThat(line.recordVersion()).isZero();
    assertThat(line.stateSha256()).matches("[0-9a-f]{64}");
    assertThat(line.actor().subject()).isEqualTo("service-account-ingest_events");
    assertThat(line.change().toString()).contains("critical");
  }

  @Test
  void what_cannot_be_taken_comes_again_and_holds_up_nothing_before_it() {
    for (int i = 0; i < 5; i++) {
      Api.recorded("{}");
    }
    ordered();
    var third = begin + 3;
    listener.before(
        line -> {
          if (line.position() == third) {
            throw new IllegalStateException("not this one");
          }
        });
    consumers.catchUp();
    consumers.catchUp();
    consumers.catchUp();
    assertThat(place()).isEqualTo(third - 1);
    listener.before(line -> {});
    consumers.catchUp();
    assertThat(place()).isEqualTo(head());
    assertHeardOnce();
  }

  @Test
  void several_at_once_take_each_line_once() {
    for (int i = 0; i < 30; i++) {
      Api.recorded("{}");
    }
    ordered();
    var slow = new AtomicInteger();
    listener.before(
        line -> {
          if (slow.incrementAndGet() % 10 == 0) {
            Await.sleep(20);
          }
        });
    Together.run(
        4,
        i -> {
          consumers.catchUp();
          return i;
        });
    assertThat(place()).isEqualTo(head());
    assertHeardOnce();
  }

  @Test
  void a_cursor_goes_forward_only() {
    assertThatThrownBy(
            () ->
                Sql.run(
                    "UPDATE ledger_cursors SET position = position - 1 WHERE consumer = '%s'"
                        .formatted(Listener.NAME)))
        .hasStackTraceContaining("goes forward only");
  }

  private void assertHeardOnce() {
    assertThat(heard("count(*)")).isEqualTo(head() - begin);
    assertThat(heard("count(DISTINCT position)")).isEqualTo(head() - begin);
  }

  private long heard(String what) {
    return Sql.number("SELECT %s FROM test_heard WHERE position > ?".formatted(what), begin);
  }

  private static long place() {
    return Sql.number("SELECT position FROM ledger_cursors WHERE consumer = ?", Listener.NAME);
  }

  private static long head() {
    return Sql.number("SELECT coalesce(max(position), -1) FROM ledger_positions");
  }

  private static void ordered() {
    Await.until(
        "every line has its place",
        Duration.ofSeconds(30),
        () -> Sql.number("SELECT count(*) FROM ledger_pending") == 0);
  }
}
