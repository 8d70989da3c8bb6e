package io.trustfabric.ledger;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Refuses to start when the database role could rewrite the ledger.
@ApplicationScoped
public class AppendOnlyCheck {

  private static final String EXCESSIVE_RIGHTS =
      """
      SELECT string_agg(t || ': ' || p, ', ' ORDER BY t, p) FROM (
        SELECT t, p
        FROM unnest(ARRAY['audit_log', 'ledger_payloads', 'ledger_batch_rows', 'ledger_positions', 'ledger_pending',
                          'ledger_tiles', 'ledger_checkpoints', 'ledger_keys', 'ledger_cosignatures']) t,
             unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p
        WHERE CASE p WHEN 'UPDATE' THEN has_any_column_privilege(t, p) ELSE has_table_privilege(t, p) END
          AND (t, p) <> ('ledger_pending', 'DELETE')
        UNION ALL
        SELECT relname::text, 'OWNER' FROM pg_class
        WHERE oid IN ('audit_log'::regclass, 'ledger_payloads'::regclass, 'ledger_batch_rows'::regclass,
                      'ledger_positions'::regclass, 'ledger_pending'::regclass, 'ledger_tiles'::regclass,
                      'ledger_checkpoints'::regclass, 'ledger_keys'::regclass, 'ledger_cosignatures'::regclass)
          AND pg_has_role(relowner, 'MEMBER')) excessive(t, p)
      """;

  private final DataSource dataSource;

  AppendOnlyCheck(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void check(@Observes @Priority(1) StartupEvent event) throws SQLException {
    check(dataSource);
  }

  /// @throws IllegalStateException when the role of these connections could rewrite the ledger: by
  ///   a right, or as an owner, who may take any right and switch the triggers off
  static void check(DataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(EXCESSIVE_RIGHTS)) {
      result.next();
      var rights = result.getString(1);
      if (rights != null) {
        throw new IllegalStateException(
            "The database role could rewrite the audit ledger (%s). Run the backend as the application role."
                .formatted(rights));
      }
    }
  }
}
