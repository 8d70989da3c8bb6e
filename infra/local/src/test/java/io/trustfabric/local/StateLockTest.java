package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;

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
}
