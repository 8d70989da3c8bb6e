package io.trustfabric.ledger.seal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.runtime.StartupEvent;
import io.trustfabric.record.Ledger;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The key this process signs by, and all that ever signed. A key's first checkpoint and the line
/// that tells of it are one transaction, so a change of keys stands in the ledger itself.
@ApplicationScoped
public class SealingKeys {

  private static final String ALL =
      "SELECT verifier_key, from_size, began_at FROM ledger_keys ORDER BY from_size";

  private static final String BEGIN =
      "INSERT INTO ledger_keys (from_size, verifier_key, began_at) VALUES (?, ?, ?)";

  private final SealConfig config;
  private final Ledger ledger;
  private final boolean mayLead;
  private Signer signer;

  SealingKeys(
      SealConfig config,
      Ledger ledger,
      @ConfigProperty(name = "trust-fabric.ledger.sequence", defaultValue = "true")
          boolean mayLead) {
    this.config = config;
    this.ledger = ledger;
    this.mayLead = mayLead;
  }

  /// @throws IllegalStateException when this process may lead and could not seal
  void check(@Observes @Priority(1) StartupEvent event) {
    signer = Signer.of(config);
    if (!mayLead) {
      return;
    }
    if (signer == null) {
      throw new IllegalStateException(
          "The ledger cannot be sealed without a signing key: set trust-fabric.seal.key-file, or trust-fabric.ledger.sequence=false.");
    }
    if (!VerifierKey.isName(config.origin().orElse(""))) {
      throw new IllegalStateException(
          "The ledger cannot be sealed without its name: set trust-fabric.seal.origin to the API's address without scheme, without spaces and plus signs.");
    }
  }

  /// The ledger's name in its first epoch.
  String origin() {
    return config.origin().orElseThrow();
  }

  /// Whether this process' key signed a note under that name.
  boolean isSignedHere(SignedNote note, String origin) {
    return signer != null && note.isSignedBy(signer.verifierKey(origin));
  }

  /// Signs a checkpoint, and writes down when that is by another key than the one before.
  SignedNote sign(Connection connection, Checkpoint checkpoint) throws SQLException {
    var key = signer.verifierKey(checkpoint.origin()).text();
    var all = all(connection);
    if (all.isEmpty() || !all.getLast().verifierKey().equals(key)) {
      begin(connection, key, checkpoint.size());
    }
    return signer.sign(checkpoint);
  }

  private void begin(Connection connection, String key, long size) throws SQLException {
    try (var insert = connection.prepareStatement(BEGIN)) {
      insert.setLong(1, size);
      insert.setString(2, key);
      insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
    var change =
        JsonNodeFactory.instance.objectNode().put("fromSize", size).put("verifierKey", key);
    ledger.note(connection, "ledger_key.began", "ledger_key", null, change);
  }

  /// All keys, in the order of their checkpoints.
  static List<LedgerKeyView> all(Connection connection) throws SQLException {
    var keys = new ArrayList<LedgerKeyView>();
    try (var select = connection.prepareStatement(ALL);
        var row = select.executeQuery()) {
      while (row.next()) {
        keys.add(
            new LedgerKeyView(
                row.getString(1),
                row.getLong(2),
                row.getObject(3, OffsetDateTime.class).toInstant()));
      }
    }
    return keys;
  }
}
