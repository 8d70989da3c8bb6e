package io.trustfabric.chaosrun.stack;

import io.trustfabric.chaosrun.net.FaultProxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What an experiment breaks, as it is seen from outside.
public interface Target {

  /// One address for each process of the product.
  List<URI> apis();

  /// Health and metrics of each, in the same order.
  List<URI> managements();

  /// A fresh token of a machine client.
  String token(String client);

  /// A superuser's connection to the database that takes writes, past every proxy.
  Connection connect() throws SQLException;

  /// The networks between the product and its database servers.
  List<FaultProxy> databaseNetworks();
}
