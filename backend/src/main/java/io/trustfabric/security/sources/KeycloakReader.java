package io.trustfabric.security.sources;

import io.trustfabric.security.sources.TakenEvents.Entries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Reads one of Keycloak's logs from where it stands to its end, page by page. What is read is
/// taken before the next page is asked for, so being killed costs nothing but a second reading.
///
/// Pages follow one another by time: by number they would shift when an entry becomes visible late,
/// and Keycloak leaves the order within a millisecond open.
final class KeycloakReader {

  /// How far a look goes back that is no deep one: most entries are visible at once.
  private static final Duration FRESH = Duration.ofSeconds(15);

  /// More entries than this in one millisecond are none of people's making.
  private static final int MOST = 50_000;

  private final KeycloakStream stream;
  private final KeycloakLog keycloak;
  private final TakenEvents taken;
  private final KeycloakConfig config;
  private Instant newest = Instant.MIN;
  private Instant nextDeepLook = Instant.MIN;

  KeycloakReader(
      KeycloakStream stream, KeycloakLog keycloak, TakenEvents taken, KeycloakConfig config) {
    this.stream = stream;
    this.keycloak = keycloak;
    this.taken = taken;
    this.config = config;
  }

  KeycloakStream stream() {
    return stream;
  }

  /// When the log was last read to its end, by any process.
  Instant readAt() {
    return cursor().readAt();
  }

  /// Takes everything that is there.
  ///
  /// @throws IOException when Keycloak does not give it
  void read() throws IOException {
    var began = Instant.now();
    var from = from(began);
    var most = config.page();
    while (true) {
      var page = keycloak.read(stream, from, most);
      var isLast = page.size() < most;
      if (!taken.take(stream, new Entries(page, isLast ? began : null), config.overlap())) {
        // Another process is at it: what it does not take is there at the next look.
        nextDeepLook = Instant.MIN;
        return;
      }
      if (!page.isEmpty()) {
        newest = page.getLast().at();
      }
      if (isLast) {
        return;
      }
      most = from.equals(newest) ? more(most) : config.page();
      from = newest;
    }
  }

  /// Where to begin. The whole overlap is read now and then, for what became visible late.
  private Instant from(Instant now) {
    var readsFrom = cursor().readsFrom();
    if (!now.isBefore(nextDeepLook)) {
      nextDeepLook = now.plus(config.deepLook());
      return readsFrom;
    }
    var fresh = newest.equals(Instant.MIN) ? readsFrom : newest.minus(FRESH);
    return fresh.isAfter(readsFrom) ? fresh : readsFrom;
  }

  private TakenEvents.Cursor cursor() {
    var start = Instant.now().minus(config.lookBack()).truncatedTo(ChronoUnit.MILLIS);
    return taken.cursor(stream, start);
  }

  /// A page of one millisecond only: the next one has to reach beyond it.
  private static int more(int most) throws IOException {
    if (most >= MOST) {
      throw new IOException("more than %d events in one millisecond".formatted(MOST));
    }
    return most * 2;
  }
}
