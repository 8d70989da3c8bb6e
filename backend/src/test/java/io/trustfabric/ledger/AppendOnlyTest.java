package io.trustfabric.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.Databases;
import io.trustfabric.testing.PostgresResource;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AppendOnlyTest {

  private static final String NO_RIGHT = "42501";
  private static final String REFUSED_BY_TRIGGER = "23000";

  private static final List<String> REWRITES =
      List.of(
          "UPDATE audit_log SET bytes = bytes",
          "DELETE FROM audit_log",
          "TRUNCATE audit_log CASCADE",
          "UPDATE ledger_payloads SET personal = personal",
          "DELETE FROM ledger_payloads",
          "TRUNCATE ledger_payloads",
          "UPDATE ledger_batch_rows SET bytes = bytes",
          "DELETE FROM ledger_batch_rows",
          "TRUNCATE ledger_batch_rows",
          "UPDATE ledger_positions SET position = position",
          "DELETE FROM ledger_positions",
          "TRUNCATE ledger_positions CASCADE",
          "UPDATE ledger_tiles SET root = root",
          "DELETE FROM ledger_tiles",
          "TRUNCATE ledger_tiles",
          "UPDATE ledger_checkpoints SET note = note",
          "DELETE FROM ledger_checkpoints",
          "TRUNCATE ledger_checkpoints CASCADE",
          "UPDATE ledger_cosignatures SET line = line",
          "DELETE FROM ledger_cosignatures",
          "TRUNCATE ledger_cosignatures",
          "UPDATE ledger_keys SET verifier_key = verifier_key",
          "DELETE FROM ledger_keys",
          "TRUNCATE ledger_keys",
          "UPDATE ledger_pending SET line_id = line_id",
          "TRUNCATE ledger_pending");

  @Test
  void the_application_has_no_right_to_rewrite_the_ledger() throws SQLException {
    for (var sql : REWRITES) {
      assertThat(sqlState(Databases.APP, sql)).as(sql).isEqualTo(NO_RIGHT);
    }
  }

  @Test
  void triggers_refuse_the_owner_who_has_every_right() throws SQLException {
    for (var sql : REWRITES) {
      assertThat(sqlState(Databases.OWNER, sql)).as(sql).isEqualTo(REFUSED_BY_TRIGGER);
    }
  }

  @Test
  void the_application_cannot_switch_the_triggers_off() throws SQLException {
    for (var sql :
        List.of(
            "ALTER TABLE audit_log DISABLE TRIGGER append_only",
            "DROP TRIGGER append_only ON audit_log",
            "SET session_replication_role = replica")) {
      assertThat(sqlState(Databases.APP, sql)).as(sql).isEqualTo(NO_RIGHT);
    }
  }

  @Test
  void one_line_cannot_have_two_positions() throws SQLException {
    try (var connection = TestLedger.asApp();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      var id = TestLedger.write(connection, null, "");
      var place = "INSERT INTO ledger_positions VALUES (100000000%d, %d, sha256(''))";
      statement.execute(place.formatted(1, id));
      assertThatThrownBy(() -> statement.execute(place.formatted(2, id)))
          .hasMessageContaining("ledger_positions_line_id_key");
      connection.rollback();
    }
  }

  @Test
  void the_backend_does_not_start_with_a_role_that_could_rewrite() throws SQLException {
    assertThatCode(() -> AppendOnlyCheck.check(dataSource(Databases.APP)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> AppendOnlyCheck.check(dataSource(Databases.OWNER)))
        .hasMessageContaining("audit_log: OWNER");
    for (var right :
        List.of(
            "UPDATE ON audit_log",
            "UPDATE (personal) ON ledger_payloads",
            "DELETE ON ledger_positions",
            "TRUNCATE ON ledger_batch_rows",
            "TRIGGER ON audit_log",
            "DELETE ON ledger_checkpoints",
            "UPDATE ON ledger_pending",
            Databases.OWNER)) {
      asAdmin("CREATE ROLE too_powerful LOGIN PASSWORD 'too_powerful'");
      try {
        asAdmin("GRANT %s TO too_powerful".formatted(right));
        assertThatThrownBy(() -> AppendOnlyCheck.check(dataSource("too_powerful")))
            .as(right)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("could rewrite");
      } finally {
        asAdmin("DROP OWNED BY too_powerful");
        asAdmin("DROP ROLE too_powerful");
      }
    }
  }

  private static PGSimpleDataSource dataSource(String role) {
    var dataSource = new PGSimpleDataSource();
    dataSource.setUrl(
        ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class));
    dataSource.setUser(role);
    dataSource.setPassword(role);
    return dataSource;
  }

  private static void asAdmin(String sql) throws SQLException {
    try (var connection = TestLedger.asAdmin();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String sqlState(String role, String sql) throws SQLException {
    try (var connection = TestLedger.as(role);
        var statement = connection.createStatement()) {
      statement.execute(sql);
      return null;
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }
}
