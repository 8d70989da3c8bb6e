package io.trustfabric.chaosrun.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/// The roles of a database as production has them: an owner who migrates, and the application,
/// which has no other right than what the migrations grant.
final class Roles {

  static final String SUPERUSER = "postgres";
  static final String OWNER = "trust_fabric_owner";
  static final String APPLICATION = "trust_fabric_app";

  private Roles() {}

  /// Makes both, and the owner's database.
  static void provide(Connection superuser, UnaryOperator<String> passwords) throws SQLException {
    try (var statement = superuser.createStatement()) {
      for (var role : new String[] {OWNER, APPLICATION}) {
        statement.execute(
            "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, passwords.apply(role)));
      }
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(Database.NAME, OWNER));
    }
  }
}
