package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {

  @TempDir Path state;

  @Test
  void aFreeFolderHasNoHolder() {
    assertThat(new StateLock(state).holder()).isEmpty();
  }

  @Test
  void aReleasedFolderCanBeTakenAgain() {
    var first = new StateLock(state);
    first.acquire();
    first.release();

    var second = new StateLock(state);
    second.acquire();
    second.release();

    assertThat(second.holder()).isEmpty();
    assertThat(state.resolve("launcher.pid")).doesNotExist();
  }

  @Test
  void theHolderIsFound() {
    var lock = new StateLock(state);
    lock.acquire();

    assertThat(lock.holder()).contains(ProcessHandle.current());

    lock.release();
  }

  @Test
  void aNumberLeftByADeadLauncherIsNotTakenForTheHolder() throws IOException {
    var lock = new StateLock(state);
    lock.acquire();
    Files.writeString(
        state.resolve("launcher.pid"), ProcessHandle.current().pid() + " 2020-01-01T00:00:00Z");

    assertThat(lock.holder()).isEmpty();

    lock.release();
  }
}
