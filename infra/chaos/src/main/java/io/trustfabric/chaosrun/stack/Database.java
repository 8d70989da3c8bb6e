package io.trustfabric.chaosrun.stack;

import io.trustfabric.chaosrun.net.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What the backends of an experiment keep their records in.
public interface Database extends AutoCloseable {

  String NAME = "trust_fabric";

  /// Where the backends connect, through the networks that can be broken.
  String jdbcUrl();

  /// As a superuser, past them, on the server that takes writes.
  Connection connect() throws SQLException;

  /// Password of one of {@link Roles}.
  String password(String role);

  /// One for each server.
  List<FaultProxy> networks();

  @Override
  void close();
}
