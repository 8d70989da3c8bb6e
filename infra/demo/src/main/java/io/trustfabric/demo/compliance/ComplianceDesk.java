package io.trustfabric.demo.compliance;

import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Does what the people of a compliance desk do, for the product itself: evidence from this
/// checkout, a classification of every table, an access review of the realm. What needs a second
/// person is left to one.
public final class ComplianceDesk {

  private final Client client;

  public ComplianceDesk(Credentials credentials) {
    this.client = new Client(credentials, "compliance-desk");
  }

  /// Does each thing once.
  ///
  /// @param root the checkout's top folder
  /// @return what to say of it
  public List<String> run(Path root) {
    return Stream.of(
            new OwnEvidence(client, root).run(),
            List.of(new OwnTables(client).run(), new OwnRealm(client).run()))
        .flatMap(List::stream)
        .toList();
  }
}
