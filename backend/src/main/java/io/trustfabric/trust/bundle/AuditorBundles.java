package io.trustfabric.trust.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.trustfabric.compliance.evidence.FileChunks;
import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.LedgerProofs;
import io.trustfabric.record.Callers;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Conflict;
import io.trustfabric.web.Problem.Kind;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Makes bundles. What they say is read in one snapshot; when the newest line of that snapshot is
/// sealed, all lines are, and are read with their proofs; then the ledger is told who takes what,
/// by the digest of the whole; and when that is sealed too, its proof closes the bundle.
@ApplicationScoped
public class AuditorBundles {

  /// A ledger that seals at all does so within a second or two.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofMillis(50);

  private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

  private static final String ACTION = "auditor_bundle.downloaded";
  private static final String TYPE = "auditor_bundle";
  private static final String FORMAT = "trust-fabric-auditor-bundle/1";

  private final ComplianceParts compliance;
  private final LedgerParts ledger;
  private final LedgerProofs proofs;
  private final ChangeCapture changes;
  private final FileChunks chunks;

  AuditorBundles(
      ComplianceParts compliance,
      LedgerParts ledger,
      LedgerProofs proofs,
      ChangeCapture changes,
      FileChunks chunks) {
    this.compliance = compliance;
    this.ledger = ledger;
    this.proofs = proofs;
    this.changes = changes;
    this.chunks = chunks;
  }

  /// What was read, and up to which line.
  private record Said(Set<ConcernedRecord> concerned, long newestLine) {}

  /// All but the uploaded files, which are read when they are sent.
  ///
  /// @throws Conflict when there is more evidence than one bundle takes
  /// @throws Refusal when the ledger is not sealed at present
  PreparedBundle prepare(BundleQuery.Asked asked) {
    var parts = new BundleParts();
    try {
      var said = inSnapshot(() -> say(parts, asked));
      sealed(said.newestLine);
      var line = inSnapshot(() -> tell(parts, asked, said));
      return new PreparedBundle(parts, sealed(line), chunks);
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  private Said say(BundleParts parts, BundleQuery.Asked asked) {
    try {
      return new Said(compliance.addTo(parts, asked), proofs.newestLine());
    } catch (SQLException e) {
      throw new IllegalStateException("a bundle cannot be made", e);
    }
  }

  /// Adds the ledger's part and what the whole is, and writes the line of this download.
  ///
  /// @return the line's id
  private long tell(BundleParts parts, BundleQuery.Asked asked, Said said) {
    var checkpoint = ledger.addTo(parts, said.concerned);
    var line = new AtomicLong();
    changes.inTransaction(
        (written, connection) -> {
          var about = about(parts, asked, checkpoint);
          parts.add(BundlePlaces.ABOUT, about.toPrettyString() + "\n");
          parts.add(BundlePlaces.README, BundleReadme.of(asked, checkpoint));
          line.set(written.note(connection, ACTION, TYPE, null, taken(parts, asked)));
        });
    return line.get();
  }

  private static ObjectNode about(
      BundleParts parts, BundleQuery.Asked asked, Checkpoint checkpoint) {
    var by = Callers.current().author();
    var about = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    period(about, asked).put("preparedAt", Clock.now().toString());
    about.putObject("preparedFor").put("issuer", by.issuer()).put("subject", by.subject());
    about
        .putObject("ledger")
        .put("origin", checkpoint.origin())
        .put("treeSize", checkpoint.size())
        .put("rootSha256", checkpoint.rootHex());
    return about
        .put("uploads", parts.uploads().size())
        .put("uploadBytes", parts.uploads().stream().mapToLong(BundleParts.Upload::size).sum());
  }

  private static ObjectNode taken(BundleParts parts, BundleQuery.Asked asked) {
    return period(JsonNodeFactory.instance.objectNode(), asked)
        .put("files", parts.count())
        .put("manifestSha256", parts.manifestSha256());
  }

  private static ObjectNode period(ObjectNode json, BundleQuery.Asked asked) {
    return json.put("framework", asked.framework().stored())
        .put("from", asked.from().toString())
        .put("to", asked.to().toString());
  }

  /// Runs something in a transaction of its own that sees one moment only.
  private <T> T inSnapshot(Supplier<T> work) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              changes.inTransaction(
                  (unused, connection) -> {
                    try (var statement = connection.createStatement()) {
                      statement.execute(SNAPSHOT);
                    }
                  });
              return work.get();
            });
  }

  /// Waits for a line's proof.
  private String sealed(long lineId) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var proof = proofs.proofOfLine(lineId);
    while (proof.isEmpty() && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      proof = proofs.proofOfLine(lineId);
    }
    return proof.orElseThrow(
        () ->
            Refusal.of(
                Kind.UNAVAILABLE,
                "The ledger is not sealed at present, so nothing could be proved."));
  }
}
