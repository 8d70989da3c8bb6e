package io.trustfabric.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Looks at a restored cluster, and writes down what it sees as figures for the API to judge.
final class RestoredChecks {

  private final Connection connection;
  private final Optional<Instant> stoppedBefore;

  /// @param stoppedBefore when the first transaction was committed that was not replayed
  RestoredChecks(Connection connection, Optional<Instant> stoppedBefore) {
    this.connection = connection;
    this.stoppedBefore = stoppedBefore;
  }

  /// The API's `checks`.
  ///
  /// @param checkpoint what was kept outside; without it that check is left out
  ObjectNode figures(Live.Canaries canaries, Optional<Checkpoints.Checkpoint> checkpoint)
      throws SQLException {
    var figures = Json.object();
    var target = figures.putObject("recoveryTarget");
    target.put("wanted", canaries.moment().toString());
    target.put("lastCommitAt", lastReplayed().toString());
    stoppedBefore.ifPresent(at -> target.put("stoppedBeforeCommitAt", at.toString()));
    figures.set("canaryBefore", canary(canaries.before()));
    figures.set("canaryAfter", canary(canaries.after()));
    if (checkpoint.isPresent()) {
      figures
          .putObject("ledger")
          .put("lastPosition", checkpoint.get().lastPosition())
          .put("expectedSha256", checkpoint.get().sha256())
          .put("restoredSha256", Checkpoints.restored(connection, checkpoint.get().lastPosition()));
    }
    var records = RestoredRecords.check(connection);
    figures
        .putObject("records")
        .put("checked", records.checked())
        .put("differing", records.differing());
    return figures;
  }

  /// Whether all figures speak for the backup, as the API judges them.
  static boolean passed(ObjectNode figures) {
    return figures.path("recoveryTarget").has("stoppedBeforeCommitAt")
        && figures.at("/canaryBefore/rows").asLong() == 1
        && figures.at("/canaryAfter/rows").asLong(-1) == 0
        && figures.has("ledger")
        && figures.at("/ledger/expectedSha256").equals(figures.at("/ledger/restoredSha256"))
        && figures.at("/records/checked").asLong() > 0
        && figures.at("/records/differing").asLong(-1) == 0;
  }

  private ObjectNode canary(Live.Canary canary) throws SQLException {
    try (var count =
        connection.prepareStatement("SELECT count(*) FROM backup_drill.canaries WHERE key = ?")) {
      count.setString(1, canary.key());
      try (var row = count.executeQuery()) {
        row.next();
        return Json.object()
            .put("key", canary.key())
            .put("committedAt", canary.committedAt().toString())
            .put("rows", row.getLong(1));
      }
    }
  }

  private Instant lastReplayed() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_last_xact_replay_timestamp()")) {
      row.next();
      var at = row.getObject(1, OffsetDateTime.class);
      if (at == null) {
        throw new RunnerFailure("Recovery replayed no transaction.");
      }
      return at.toInstant();
    }
  }
}
