package io.trustfabric.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Opens connections outside the pool: one to lead by, one to listen by. Each is given up within
/// seconds when the other side falls silent.
@ApplicationScoped
public class DirectConnection {

  private static final int SORTING_SECONDS = 900;

  private final LedgerConfig config;
  private final String url;
  private final String username;
  private final String password;

  DirectConnection(
      LedgerConfig config,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String username,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.config = config;
    this.url = config.directJdbcUrl().orElse(url);
    this.username = username;
    this.password = password;
  }

  /// A session that the server ends when it is silent for `leaderTimeout`.
  Connection toLead() throws SQLException {
    var millis = config.leaderTimeout().toMillis();
    return open(
        "trust-fabric leader",
        "-c statement_timeout=%d -c lock_timeout=%d -c idle_session_timeout=%d -c idle_in_transaction_session_timeout=%d"
            .formatted(millis, millis, millis, millis));
  }

  /// A session that waits for notifications as long as it takes.
  Connection toListen() throws SQLException {
    return open("trust-fabric live", "-c statement_timeout=3000");
  }

  /// A session that reads the whole ledger: sorting it may take its time before the first row
  /// comes.
  public Connection toVerify() throws SQLException {
    return open(
        "trust-fabric verification",
        "-c statement_timeout=%d -c work_mem=64MB".formatted(SORTING_SECONDS * 1_000),
        SORTING_SECONDS + 1);
  }

  private Connection open(String name, String options) throws SQLException {
    // The driver gives up on an answer shortly after the server would have.
    return open(name, options, 4);
  }

  private Connection open(String name, String options, int socketSeconds) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", username);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", name);
    properties.setProperty(
        "options",
        options
            + " -c tcp_keepalives_idle=1 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("loginTimeout", "3");
    properties.setProperty("socketTimeout", Integer.toString(socketSeconds));
    return DriverManager.getConnection(url, properties);
  }
}
