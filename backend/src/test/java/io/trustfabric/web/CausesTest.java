package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CausesTest {

  private final SQLException broken = new SQLException("the connection is gone", "08006");

  @Test
  void a_cause_is_found_however_deep() {
    var e = new IllegalStateException(new RuntimeException(broken));
    assertThat((Object) Causes.find(e, SQLException.class)).isSameAs(broken);
    assertThat(Causes.find(e, IllegalStateException.class)).isSameAs(e);
    assertThat(Causes.find(e, IllegalArgumentException.class)).isNull();
  }

  @Test
  void what_a_failed_commit_suppresses_is_found_too() {
    var commit = new RuntimeException("could not commit");
    commit.addSuppressed(new RuntimeException("local transaction", broken));
    assertThat((Object) Causes.find(new IllegalStateException(commit), SQLException.class))
        .isSameAs(broken);
  }

  @Test
  void a_circle_ends() {
    var one = new RuntimeException("one");
    var other = new RuntimeException("other", one);
    one.initCause(other);
    assertThat((Object) Causes.find(one, SQLException.class)).isNull();
  }
}
