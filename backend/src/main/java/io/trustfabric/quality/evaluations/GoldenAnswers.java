package io.trustfabric.quality.evaluations;

import com.fasterxml.jackson.databind.node.TextNode;
import io.trustfabric.quality.datasets.GoldenItem;
import io.trustfabric.record.CopyRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// The answers of evaluations and what became of each item, in and out, never all of them in
/// memory. Past Hibernate: what stands for them is their digest and the counts in the evaluation.
@ApplicationScoped
public class GoldenAnswers {

  private static final String ANSWERS = "golden_answers (evaluation_id, key, actual)";
  private static final String OUTCOMES =
      "golden_outcomes (evaluation_id, key, outcome, wrong_fields)";

  /// Rows are copied in portions of about this many characters.
  private static final int PORTION = 1024 * 1024;

  private static final String BETWEEN =
      """
      SELECT key, actual FROM golden_answers WHERE evaluation_id = ? AND key > ? AND (?::text IS NULL OR key <= ?)
      ORDER BY key
      """;

  private static final String CHANGES =
      """
      SELECT count(*) FILTER (WHERE f.outcome = 'right'), count(*) FILTER (WHERE n.outcome = 'right')
      FROM golden_outcomes n JOIN golden_outcomes f ON f.key = n.key
      WHERE n.evaluation_id = ? AND f.evaluation_id = ? AND n.outcome <> 'extra' AND f.outcome <> 'extra'
        AND (n.outcome = 'right') <> (f.outcome = 'right')
      """;

  private final DataSource dataSource;

  GoldenAnswers(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// Rows on their way into a table, a portion at a time.
  final class Intake {
    private final String columns;
    private CopyRows rows;
    private long size;

    private Intake(String columns) {
      this.columns = columns;
      this.rows = new CopyRows(columns);
    }

    /// Adds a row; values in the order of the columns.
    void row(Object... values) {
      rows.row(values);
      for (var value : values) {
        size += value instanceof String text ? text.length() : 40;
      }
      if (size > PORTION) {
        flush();
      }
    }

    /// Copies what is left.
    void flush() {
      try (var connection = dataSource.getConnection()) {
        rows.copyInto(connection);
      } catch (SQLException e) {
        throw new IllegalStateException("answers cannot be stored", e);
      }
      rows = new CopyRows(columns);
      size = 0;
    }
  }

  Intake answers() {
    return new Intake(ANSWERS);
  }

  Intake outcomes() {
    return new Intake(OUTCOMES);
  }

  /// Takes one answer.
  interface Taker {
    void take(String key, String actual);
  }

  /// Hands out the answers after one key up to another, in byte order of key, and adds each to a
  /// digest. Runs in the transaction of the evaluation, so that they are read row by row.
  ///
  /// @param upTo null for the end
  void between(UUID evaluation, String after, String upTo, MessageDigest digest, Taker taker) {
    try (var connection = dataSource.getConnection();
        var select = connection.prepareStatement(BETWEEN)) {
      select.setFetchSize(50);
      select.setObject(1, evaluation);
      select.setString(2, after);
      select.setString(3, upTo);
      select.setString(4, upTo);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var key = rows.getString(1);
          var actual = rows.getString(2);
          var line =
              "{\"actual\":%s,\"key\":%s}\n"
                  .formatted(actual, GoldenItem.text(TextNode.valueOf(key)));
          digest.update(line.getBytes(StandardCharsets.UTF_8));
          taker.take(key, actual);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("answers cannot be read", e);
    }
  }

  /// How many items are newly wrong, and how many newly right, against a former run.
  List<Long> changes(UUID evaluation, UUID former) {
    try (var connection = dataSource.getConnection();
        var select = connection.prepareStatement(CHANGES)) {
      select.setObject(1, evaluation);
      select.setObject(2, former);
      try (var row = select.executeQuery()) {
        row.next();
        return List.of(row.getLong(1), row.getLong(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("outcomes cannot be read", e);
    }
  }
}
