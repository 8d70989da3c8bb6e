package io.trustfabric.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One reader's stream. It asks for the next entries only when the reader has taken the last, so a
/// slow reader costs nobody anything.
@ApplicationScoped
public class LiveStream {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final LedgerFeed feed;

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

  private static final class Cursor {
    long position;

    Cursor(long position) {
      this.position = position;
    }
  }

  /// Every position after `start`, each once, until `end`.
  Multi<OutboundSseEvent> after(long start, Instant end, Sse sse) {
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
