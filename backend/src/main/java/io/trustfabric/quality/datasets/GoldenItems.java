package io.trustfabric.quality.datasets;

import io.trustfabric.record.CopyRows;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/// The items of versions, in and out, never all of them in memory. Past Hibernate: items are no
/// records, what stands for them is their number and digest in the version.
@ApplicationScoped
public class GoldenItems {

  static final int MOST = 100_000;
  private static final int MOST_MIB = 64;
  private static final int MOST_TAGS = 500;

  /// Rows are copied in portions of about this many characters.
  private static final int PORTION = 1024 * 1024;

  /// A page ends once this many characters of it are read.
  private static final int PAGE = 1024 * 1024;

  private static final String COLUMNS = "golden_items (dataset_id, key, input, expected, tags)";

  /// What is there already is left out by the key's index, not by a join: of rows as new as these
  /// the planner knows nothing, and may join them in a loop.
  private static final String CARRY_OVER =
      """
      INSERT INTO golden_items (dataset_id, key, input, expected, tags)
      SELECT ?, b.key, b.input, b.expected, b.tags FROM golden_items b
      WHERE b.dataset_id = ?
        AND NOT EXISTS (SELECT 1 FROM unnest(?) r(key) WHERE r.key = b.key)
      ON CONFLICT (dataset_id, key) DO NOTHING
      """;

  private static final String NOT_THERE =
      """
      SELECT r.key FROM unnest(?) r(key)
      WHERE NOT EXISTS (SELECT 1 FROM golden_items b WHERE b.dataset_id = ? AND b.key = r.key)
      ORDER BY r.key LIMIT 20
      """;

  private static final String IN_ORDER =
      """
      SELECT key, input, expected, tags FROM golden_items
      WHERE dataset_id = ? AND key > ? ORDER BY key LIMIT ?
      """;

  private final DataSource dataSource;

  GoldenItems(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// What a version holds.
  ///
  /// @param bytes of all items in canonical JSON
  /// @param sha256 over them in byte order of key
  /// @param tags each once, in order
  record Contents(long count, long bytes, String sha256, List<String> tags) {}

  /// Items on their way into a version that is not there yet.
  Intake into(UUID datasetId) {
    return new Intake(datasetId);
  }

  /// Copies items in, a portion at a time.
  final class Intake implements ItemUpload.Taker {

    private final UUID datasetId;
    private CopyRows rows = new CopyRows(COLUMNS);
    private long size;
    private int count;

    private Intake(UUID datasetId) {
      this.datasetId = datasetId;
    }

    @Override
    public void take(GoldenItem item) {
      if (++count > MOST) {
        throw tooMany();
      }
      rows.row(datasetId, item.key(), item.input(), item.expected(), item.tags());
      size += item.input().length() + item.expected().length() + item.key().length();
      if (size > PORTION) {
        flush();
      }
    }

    /// Copies what is left.
    void flush() {
      try (var connection = dataSource.getConnection()) {
        rows.copyInto(connection);
      } catch (SQLException e) {
        throw new IllegalStateException("items cannot be stored", e);
      }
      rows = new CopyRows(COLUMNS);
      size = 0;
    }
  }

  /// Takes over a base's items that are neither removed nor there already.
  ///
  /// @throws Invalid when something is to be removed that the base does not have
  void carryOver(UUID base, UUID datasetId, Collection<String> removed) {
    try (var connection = dataSource.getConnection();
        var unknown = connection.prepareStatement(NOT_THERE);
        var carry = connection.prepareStatement(CARRY_OVER)) {
      var keys = connection.createArrayOf("text", removed.toArray());
      unknown.setArray(1, keys);
      unknown.setObject(2, base);
      var missing = new ArrayList<String>();
      try (var found = unknown.executeQuery()) {
        while (found.next()) {
          missing.add(found.getString(1));
        }
      }
      if (!missing.isEmpty()) {
        throw Invalid.field(
            "/remove", "the base has no item with the key " + String.join(", ", missing));
      }
      carry.setObject(1, datasetId);
      carry.setObject(2, base);
      carry.setArray(3, keys);
      carry.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("items cannot be carried over", e);
    }
  }

  /// Counts and digests what a version holds. Runs in the transaction that makes it, so that it is
  /// read row by row.
  ///
  /// @throws Refusal 413 when it is too much
  Contents contents(UUID datasetId) {
    var digest = sha256();
    var tags = new TreeSet<String>();
    long count = 0;
    long bytes = 0;
    try (var connection = dataSource.getConnection();
        var select = connection.prepareStatement(IN_ORDER)) {
      select.setFetchSize(100);
      select.setObject(1, datasetId);
      select.setString(2, "");
      select.setInt(3, MOST + 1);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var item = item(rows);
          var line = item.line();
          digest.update(line);
          count++;
          bytes += line.length;
          tags.addAll(item.tags());
          if (bytes > MOST_MIB * 1024L * 1024L) {
            throw Refusal.of(
                Problem.Kind.TOO_LARGE,
                "A version holds at most %d MiB of items.".formatted(MOST_MIB));
          }
          if (tags.size() > MOST_TAGS) {
            throw Refusal.of(
                Problem.Kind.TOO_LARGE,
                "A version has at most %d different tags.".formatted(MOST_TAGS));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("items cannot be read", e);
    }
    if (count > MOST) {
      throw tooMany();
    }
    return new Contents(count, bytes, HexFormat.of().formatHex(digest.digest()), List.copyOf(tags));
  }

  /// Items after a key, in order: at most `limit`, fewer where they are large, none at the end. The
  /// driver takes rows from the server bit by bit only inside a transaction.
  @Transactional
  public List<GoldenItem> page(UUID datasetId, String after, int limit) {
    var page = new ArrayList<GoldenItem>();
    long size = 0;
    try (var connection = dataSource.getConnection();
        var select = connection.prepareStatement(IN_ORDER)) {
      select.setFetchSize(100);
      select.setObject(1, datasetId);
      select.setString(2, after);
      select.setInt(3, limit);
      try (var rows = select.executeQuery()) {
        while (size < PAGE && rows.next()) {
          var item = item(rows);
          page.add(item);
          size += item.input().length() + item.expected().length();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("items cannot be read", e);
    }
    return page;
  }

  private static GoldenItem item(ResultSet row) throws SQLException {
    return new GoldenItem(
        row.getString("key"),
        row.getString("input"),
        row.getString("expected"),
        List.of((String[]) row.getArray("tags").getArray()));
  }

  private static Refusal tooMany() {
    return Refusal.of(Problem.Kind.TOO_LARGE, "A version holds at most %,d items.".formatted(MOST));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
