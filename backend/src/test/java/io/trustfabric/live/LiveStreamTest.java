package io.trustfabric.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.Await;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.LiveReader;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LiveStreamTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TestHTTPResource("/")
  String url;

  private HttpApi api;

  @BeforeEach
  void start() {
    api = new HttpApi(url.replaceAll("/$", ""));
  }

  @Test
  void a_reader_hears_of_what_comes_and_of_nothing_else() throws Exception {
    try (var reader = open(null)) {
      var id = api.record("heard of").id();
      Await.until("it is heard of", PATIENCE, () -> text(reader).contains(id));
      var text = text(reader);
      assertThat(text).contains("event:ledger").contains("security_event.created");
      assertThat(text).doesNotContain("heard of").doesNotContain("ingest_events");
      assertThat(reader.positions().getFirst())
          .as("no replay of the past")
          .isGreaterThanOrEqualTo(reader.positions().getLast() - 1);
    }
  }

  @Test
  void a_reader_who_resumes_gets_every_position_once() throws Exception {
    for (int i = 0; i < 5; i++) {
      api.record("before");
    }
    try (var reader = open(-1L)) {
      Await.until("five are there", PATIENCE, () -> reader.positions().size() >= 5);
      var last = reader.positions().get(2);
      try (var resumed = open(last)) {
        api.record("news");
        Await.until(
            "both have the same",
            PATIENCE,
            () ->
                !resumed.positions().isEmpty()
                    && resumed.positions().getLast().equals(reader.positions().getLast())
                    && resumed.positions().size() >= 3);
        assertNoGap(last + 1, resumed);
        assertNoGap(0, reader);
      }
    }
  }

  @Test
  void the_stream_ends_with_the_token_and_a_new_one_goes_on_without_loss_or_repeat()
      throws Exception {
    var seen = new ArrayList<Long>();
    var start = Instant.now();
    try (var reader = LiveReader.open(api.base(), viewer(Duration.ofSeconds(5)), null)) {
      while (!reader.isEnded()) {
        api.record("while it lasts");
        Await.sleep(50);
        assertThat(Duration.between(start, Instant.now())).isLessThan(PATIENCE);
      }
      assertThat(text(reader).stripTrailing())
          .as("the last chunk, so ended and not cut")
          .endsWith("\n0");
      seen.addAll(reader.positions());
    }
    assertThat(seen).isNotEmpty();
    try (var reader = open(seen.getLast())) {
      var id = api.record("after").id();
      Await.until("the rest has come", PATIENCE, () -> text(reader).contains(id));
      seen.addAll(reader.positions());
    }
    assertThat(seen)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(seen.getFirst(), seen.getLast()).boxed().toList());
  }

  @Test
  void a_heartbeat_comes_when_nothing_else_does() throws Exception {
    try (var reader = open(null)) {
      Await.until(
          "a heartbeat comes",
          Duration.ofSeconds(60),
          () -> reader.lines().stream().anyMatch(line -> line.text().startsWith(":heartbeat")));
    }
  }

  @Test
  void a_position_that_is_none_is_refused() {
    for (var from : List.of("x", "-2", "1.5")) {
      var answer = api.get("/api/trust/live?from=" + from, Tokens.person("viewer"));
      assertThat(answer.status()).as(from).isEqualTo(400);
    }
  }

  private LiveReader open(Long after) throws Exception {
    return LiveReader.open(api.base(), viewer(Duration.ofMinutes(5)), after);
  }

  private static String viewer(Duration validFor) {
    return Tokens.token(
        "vera", List.of("viewer"), validFor, Tokens.AUDIENCE, Map.of("name", "Vera"));
  }

  private static void assertNoGap(long first, LiveReader reader) {
    var positions = reader.positions();
    assertThat(positions)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(first, positions.getLast()).boxed().toList());
  }

  private static String text(LiveReader reader) {
    return String.join("\n", reader.lines().stream().map(LiveReader.Line::text).toList());
  }
}
