package io.trustfabric.security.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.testing.Await;
import io.trustfabric.testing.BackendProcess;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two backends read one Keycloak while the one that leads is killed and frozen again and again.
class KeycloakEventsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int BACKLOG = 4_000;

  private final PostgresResource postgres = new PostgresResource();
  private final FakeKeycloak keycloak = new FakeKeycloak();
  private final List<BackendProcess> backends = new ArrayList<>();
  private final Random random = new Random(20_260_131);
  private int logged;
  private String url;
  private String key;

  @BeforeEach
  void startBoth() {
    var config = postgres.start();
    url = config.get("quarkus.datasource.jdbc.url");
    key = config.get("quarkus.oidc.public-key");
    backends.addAll(Together.run(2, i -> start()));
  }

  @AfterEach
  void stop() throws IOException {
    for (var backend : backends) {
      backend.close();
    }
    keycloak.close();
    postgres.stop();
  }

  @Test
  void each_entry_becomes_one_event_whoever_is_killed_or_frozen_meanwhile() throws Exception {
    Await.until(
        "reading has begun",
        PATIENCE,
        () -> Sql.number("SELECT count(*) FROM identity_event_cursors") == 2);
    for (int round = 0; round < 4; round++) {
      log(BACKLOG / 4);
      var before = taken();
      Await.until("some are taken", PATIENCE, () -> taken() > before);
      Thread.sleep(random.nextInt(400));
      var leader = backends.stream().filter(BackendProcess::saysItLeads).findFirst().orElseThrow();
      assertThat(taken()).as("it is hit while it reads").isLessThan(logged);
      if (round % 2 == 0) {
        leader.kill();
        leader.close();
        backends.remove(leader);
        backends.add(start());
      } else {
        leader.freeze();
        Thread.sleep(6_000);
        leader.wake();
      }
    }
    Await.until("all are taken", PATIENCE, () -> taken() >= logged);
    Thread.sleep(5_000);
    assertThat(taken()).isEqualTo(logged);
    assertThat(Sql.number("SELECT count(DISTINCT actor) FROM security_events")).isEqualTo(logged);
    assertThat(Sql.number("SELECT count(*) FROM event_fingerprints WHERE occurrences > 1"))
        .isZero();
  }

  private void log(int count) {
    for (int i = 0; i < count; i++) {
      keycloak.wrongPassword(
          "person-" + logged++, Instant.now().minusMillis(random.nextInt(60_000)));
    }
  }

  private static long taken() {
    return Sql.number("SELECT count(*) FROM security_events");
  }

  private BackendProcess start() {
    try {
      return BackendProcess.start(
          url,
          key,
          "-Dtrust-fabric.keycloak.url=" + keycloak.url(),
          "-Dtrust-fabric.keycloak.client-secret=" + FakeKeycloak.SECRET,
          "-Dtrust-fabric.keycloak.deep-look=1S",
          "-Dtrust-fabric.keycloak.page=10");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
