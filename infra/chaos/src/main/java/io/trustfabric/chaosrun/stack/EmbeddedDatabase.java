package io.trustfabric.chaosrun.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.chaosrun.net.FaultProxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The one server that the launcher of `make run` starts, behind a network that can be broken.
public final class EmbeddedDatabase implements Database {

  private final JsonNode credentials;
  private final FaultProxy network;

  /// @param credentials what the launcher wrote down
  public EmbeddedDatabase(JsonNode credentials) {
    this.credentials = credentials;
    this.network = new FaultProxy(URI.create(url().substring("jdbc:".length())).getPort());
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(network.port(), NAME);
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), Roles.SUPERUSER, password(Roles.SUPERUSER));
  }

  @Override
  public String password(String role) {
    var account =
        switch (role) {
          case Roles.OWNER -> "owner";
          case Roles.APPLICATION -> "app";
          default -> "superuser";
        };
    return credentials.at("/database/" + account + "/password").textValue();
  }

  @Override
  public List<FaultProxy> networks() {
    return List.of(network);
  }

  @Override
  public void close() {
    network.close();
  }

  private String url() {
    return credentials.at("/database/url").textValue();
  }
}
