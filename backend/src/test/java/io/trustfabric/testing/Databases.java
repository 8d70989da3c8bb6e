package io.trustfabric.testing;

import java.sql.DriverManager;
import java.sql.SQLException;

/// Makes a database as production has it: an owner who migrates, an application role with no other
/// right.
public final class Databases {

  public static final String NAME = "trust_fabric";
  public static final String OWNER = "trust_fabric_owner";
  public static final String APP = "trust_fabric_app";

  private Databases() {}

  /// @param superuserUrl where to make it
  public static void prepare(String superuserUrl) throws SQLException {
    try (var connection = DriverManager.getConnection(superuserUrl);
        var statement = connection.createStatement()) {
      for (var role : new String[] {OWNER, APP}) {
        statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, role));
      }
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(NAME, OWNER));
    }
  }
}
