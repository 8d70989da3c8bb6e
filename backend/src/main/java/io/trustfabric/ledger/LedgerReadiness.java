package io.trustfabric.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while a line waits for its position for longer than 10 seconds: then nobody leads, or
/// the leader cannot write.
@Readiness
@ApplicationScoped
public class LedgerReadiness implements HealthCheck {

  private static final long MOST_SECONDS = 10;

  private static final String OLDEST =
      """
      SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(occurred_at)), 0)::bigint
      FROM (SELECT line_id FROM ledger_pending ORDER BY line_id LIMIT 1000) waiting
      JOIN audit_log ON id = line_id
      """;

  private final DataSource dataSource;

  LedgerReadiness(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("ledger");
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(OLDEST)) {
      result.next();
      var seconds = result.getLong(2);
      return response
          .status(seconds <= MOST_SECONDS)
          .withData("pending", result.getLong(1))
          .withData("oldestSeconds", seconds)
          .build();
    } catch (SQLException e) {
      return response.down().build();
    }
  }
}
