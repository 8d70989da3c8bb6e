package io.trustfabric.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trustfabric.local.Backend;
import io.trustfabric.local.Children;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/// What is acknowledged survives `kill -9` of either process and power cuts; and this proof is able
/// to fail: it finds a PostgreSQL that does not wait for its disk.
///
/// The last mutant leaves a broken database, so the order of the tests matters.
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {

  private static final int KILLS = Integer.getInteger("crash.kills");
  private static final int CUTS = Integer.getInteger("crash.cuts");
  private static final long SEED = Long.getLong("crash.seed");

  /// A mutant that survives this many crashes is not found.
  private static final int CHANCES = 5;

  private final Instant began = Instant.now();
  private SignIn signIn;
  private Victims victims;
  private LoopDisk disk;
  private String noDisk;

  /// Who is killed.
  private enum Victim {
    DATABASE,
    API,
    BOTH
  }

  @BeforeAll
  void start() throws IOException {
    var around = Settings.from(Path.of(""), Map.of());
    assumeTrue(Files.exists(Backend.jar(around)), "the backend is not built");
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    var work = around.root().resolve("infra/proof/target/crash");
    clear(work);
    try {
      disk = LoopDisk.in(work);
    } catch (IOException notAllowed) {
      noDisk = notAllowed.getMessage();
    }
    signIn = SignIn.in(around.root(), work);
    victims = new Victims(work, disk == null ? work.resolve("data") : disk.folder(), signIn);
    var signInStarts = CompletableFuture.runAsync(signIn::start);
    victims.startDatabase();
    victims.startApi();
    signInStarts.join();
    victims.awaitTrust();
    say("seed %d, %d kills, %d power cuts", SEED, KILLS, CUTS);
  }

  /// Takes away what an earlier run has left, also one that was killed itself.
  private static void clear(Path work) throws IOException {
    for (var stack : List.of(work, work.resolve("sign-in"))) {
      new Children(stack.resolve("children.json")).endOrphans();
    }
    LoopDisk.removeFrom(work);
    if (Files.exists(work)) {
      try (var paths = Files.walk(work)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(work);
  }

  @AfterAll
  synchronized void stop() {
    if (victims != null) {
      victims.close();
    }
    if (signIn != null) {
      signIn.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  @Order(1)
  void kills_lose_nothing() throws SQLException {
    var run = new Run("kill", victims, signIn, SEED);
    int number = 0;
    for (var victim : victims(new Random(SEED))) {
      run.crash(killing(victim));
      say("kill %d of %d (%s): %s", ++number, KILLS, victim, run.figures());
    }
    run.holdAll();
    say("after %d kills all of it was read again: %s", KILLS, run.figures());
  }

  @Test
  @Order(2)
  void power_cuts_lose_nothing() throws SQLException {
    assumeTrue(disk != null, () -> "no power can be cut here: " + noDisk);
    var run = new Run("cut", victims, signIn, SEED);
    for (int number = 1; number <= CUTS; number++) {
      run.crash(new PowerCut());
      say("power cut %d of %d: %s", number, CUTS, run.figures());
    }
    run.holdAll();
    say("after %d power cuts all of it was read again: %s", CUTS, run.figures());
  }

  @Test
  @Order(3)
  void a_kill_finds_commits_that_do_not_wait() {
    victims.mutate("synchronous_commit=off");
    var run = new Run("unsynchronised", victims, signIn, SEED);
    var failure = firstFailure(run, killing(Victim.DATABASE));
    say("the mutant synchronous_commit=off: %s", firstLines(failure));
    assertThat(failure).isInstanceOf(AssertionError.class).hasMessageContaining("lost: ");
  }

  @Test
  @Order(4)
  void a_power_cut_finds_a_missing_fsync() {
    assumeTrue(disk != null, () -> "no power can be cut here: " + noDisk);
    victims.mutate("fsync=off");
    var run = new Run("unflushed", victims, signIn, SEED);
    var failure = firstFailure(run, new PowerCut());
    say("the mutant fsync=off: %s", firstLines(failure));
    // What becomes of a database whose files are of different times may be anything.
    assertThat(failure)
        .isInstanceOfAny(AssertionError.class, LaunchFailure.class, SQLException.class);
  }

  private static Throwable firstFailure(Run run, Run.Crash crash) {
    for (int chance = 1; chance <= CHANCES; chance++) {
      var failure = catchThrowable(() -> run.crash(crash));
      if (failure != null) {
        return failure;
      }
    }
    return new IllegalStateException("nothing failed in %d crashes".formatted(CHANCES));
  }

  private static String firstLines(Throwable failure) {
    var text = failure.getMessage().strip();
    return text.substring(0, Math.min(300, text.length()));
  }

  /// Most kills are of the database, which is back soonest; a tenth each are of the API and of
  /// both.
  private static List<Victim> victims(Random random) {
    var all = new ArrayList<Victim>();
    int few = KILLS / 10;
    all.addAll(Collections.nCopies(Math.max(1, few), Victim.API));
    all.addAll(Collections.nCopies(few, Victim.BOTH));
    all.addAll(Collections.nCopies(KILLS - all.size(), Victim.DATABASE));
    Collections.shuffle(all, random);
    return all;
  }

  private Run.Crash killing(Victim victim) {
    return new Run.Crash() {
      @Override
      public void happen() {
        if (victim != Victim.API) {
          victims.killDatabase();
        }
        if (victim != Victim.DATABASE) {
          victims.killApi();
        }
      }

      @Override
      public void recover() {
        if (victim != Victim.API) {
          victims.startDatabase();
        }
        if (victim == Victim.DATABASE) {
          victims.awaitApi();
        } else {
          victims.startApi();
        }
      }
    };
  }

  private final class PowerCut implements Run.Crash {
    @Override
    public void happen() {
      disk.cut();
      victims.killDatabase();
    }

    @Override
    public void recover() {
      try {
        disk.unmount();
        disk.mount();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      victims.startDatabase();
      victims.awaitApi();
    }
  }

  private void say(String text, Object... values) {
    System.out.printf(
        "%4d s  %s%n", Duration.between(began, Instant.now()).toSeconds(), text.formatted(values));
  }
}
