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
      SELECT string_agg(t || ': ' || p, ', ' ORDER BY t, p)
      FROM unnest(ARRAY['audit_log', 'ledger_payloads', 'ledger_batch_rows', 'ledger_positions']) t,
           unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p
      WHERE has_table_privilege(current_user, t, p)
      """;

  private final DataSource dataSource;

  AppendOnlyCheck(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void check(@Observes @Priority(1) StartupEvent event) throws SQLException {
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
