package io.trustfabric.ledger.verify;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// How far a verification is. No part of the record: it changes every second, and who stops telling
/// is gone.
@ApplicationScoped
class VerificationProgress {

  /// A verification that has said nothing for so long is not running any more.
  static final Duration SILENCE = Duration.ofMinutes(2);

  private static final String TELL =
      """
      INSERT INTO ledger_verification_progress (verification_id, looking_at, done, expected, told_at)
      VALUES (?, ?, ?, (SELECT coalesce(max(position) + 1, 0) FROM ledger_positions), clock_timestamp())
      ON CONFLICT (verification_id)
      DO UPDATE SET looking_at = excluded.looking_at, done = excluded.done, told_at = excluded.told_at
      """;

  private static final String READ =
      "SELECT looking_at, done, expected, told_at FROM ledger_verification_progress WHERE verification_id = ?";

  private final DataSource dataSource;

  VerificationProgress(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void tell(UUID verification, VerificationCheck check, long done) {
    try (var connection = dataSource.getConnection();
        var upsert = connection.prepareStatement(TELL)) {
      upsert.setObject(1, verification);
      upsert.setString(2, check.name().toLowerCase(Locale.ROOT));
      upsert.setLong(3, done);
      upsert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("progress cannot be told", e);
    }
  }

  Optional<VerificationStep> of(UUID verification) {
    try (var connection = dataSource.getConnection();
        var select = connection.prepareStatement(READ)) {
      select.setObject(1, verification);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new VerificationStep(
                    VerificationCheck.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                    row.getLong(2),
                    row.getLong(3),
                    row.getObject(4, Timestamp.class).toInstant()))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("progress cannot be read", e);
    }
  }
}
