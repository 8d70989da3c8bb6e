package io.trustfabric.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.trustfabric.ledger.LedgerFeed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One reader's stream. It asks for the next entries only when the reader has taken the last, so a
/// slow reader costs nobody anything; one that takes nothing at all is dropped and may resume.
@ApplicationScoped
public class LiveStream {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LedgerFeed feed;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

  LiveStream(LedgerFeed feed) {
    this.feed = feed;
  }

  /// What is told of a change; its content is asked for by those who may see it.
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @RegisterForReflection
  public record Live(
      long position,
      String action,
      String recordType,
      @Schema(nullable = true) UUID recordId,
      @Schema(nullable = true) Long recordVersion) {

    static Live of(LedgerFeed.Entry entry) {
      return new Live(
          entry.position(),
          entry.action(),
          entry.recordType(),
          entry.recordId(),
          entry.recordVersion());
    }
  }

  /// Someone who reads. Asks for one event after the other, each time when the network has taken
  /// the last.
  private static final class Reader {
    final Runnable disconnect;
    volatile Instant unreadSince;

    Reader(Runnable disconnect) {
      this.disconnect = disconnect;
    }

    boolean isStuck(Instant now) {
      var since = unreadSince;
      return since != null && now.isAfter(since.plus(PATIENCE));
    }
  }

  private static final class Cursor {
    long position;

    Cursor(long position) {
      this.position = position;
    }
  }

  /// Every position after `start`, each once, until `end`.
  ///
  /// @param disconnect ends the reader's connection whatever still waits to be written
  Multi<OutboundSseEvent> after(long start, Instant end, Sse sse, Runnable disconnect) {
    var reader = new Reader(disconnect);
    return events(start, end, sse)
        .onItem()
        .invoke(() -> reader.unreadSince = Instant.now())
        .onRequest()
        .invoke(() -> reader.unreadSince = null)
        .onSubscription()
        .invoke(() -> readers.add(reader))
        .onTermination()
        .invoke(() -> readers.remove(reader));
  }

  /// Lets go of readers who take nothing although there is something to take.
  @Scheduled(every = "5s", identity = "drop-stuck-readers")
  void dropStuck() {
    var now = Instant.now();
    for (var reader : readers) {
      if (reader.isStuck(now) && readers.remove(reader)) {
        reader.disconnect.run();
      }
    }
  }

  private Multi<OutboundSseEvent> events(long start, Instant end, Sse sse) {
    return Multi.createBy()
        .concatenating()
        .streams(
            // The first byte tells the reader that the stream stands.
            Multi.createFrom().item(sse.newEventBuilder().comment("live").build()),
            Multi.createBy()
                .repeating()
                .uni(() -> new Cursor(start), cursor -> next(cursor, end, sse))
                .until(events -> events.isEmpty())
                .onItem()
                .<OutboundSseEvent>disjoint());
  }

  private Uni<List<OutboundSseEvent>> next(Cursor cursor, Instant end, Sse sse) {
    var left = Duration.between(Instant.now(), end);
    if (left.isNegative() || left.isZero() || feed.isClosing()) {
      return Uni.createFrom().item(List.of());
    }
    var patience = left.compareTo(HEARTBEAT) < 0 ? left : HEARTBEAT;
    return feed.after(cursor.position, patience)
        .map(
            entries -> {
              if (entries.isEmpty()) {
                return List.of(sse.newEventBuilder().comment("heartbeat").build());
              }
              cursor.position = entries.getLast().position();
              return entries.stream().map(entry -> event(entry, sse)).toList();
            });
  }

  private static OutboundSseEvent event(LedgerFeed.Entry entry, Sse sse) {
    return sse.newEventBuilder()
        .id(Long.toString(entry.position()))
        .name("ledger")
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(Live.class, Live.of(entry))
        .build();
  }
}
