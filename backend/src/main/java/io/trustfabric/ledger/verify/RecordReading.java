package io.trustfabric.ledger.verify;

import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.RecordType;
import io.trustfabric.record.TrustRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.hibernate.HibernateException;
import org.hibernate.ScrollMode;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/// Holds every live row of every kind of record against the newest state that the ledger has of it.
/// Rows and states come in the order of their ids, so neither has to be kept.
final class RecordReading {

  private static final int AT_ONCE = 500;

  /// A line that waits for its position counts: its row was written with it. The state's digest is
  /// the last member of a row's bytes, which are canonical.
  private static final String STATES =
      """
      SELECT DISTINCT ON (record_id) record_id, sha256 FROM (
        SELECT l.record_id, l.record_version, encode(l.state_sha256, 'hex') AS sha256 FROM audit_log l
        WHERE l.record_type = ? AND l.state_sha256 IS NOT NULL
        UNION ALL
        SELECT b.record_id, -1, encode(substring(b.bytes FROM octet_length(b.bytes) - 65 FOR 64), 'escape')
        FROM ledger_batch_rows b JOIN audit_log l ON l.id = b.line_id WHERE l.record_type = ?) states
      ORDER BY record_id, record_version DESC
      """;

  /// A live row's id and the digest of its state.
  private record Live(TrustRecord record, String sha256) {}

  private final Connection connection;
  private final SessionFactory sessions;
  private final ChangeCapture changes;
  private final Executor workers;
  private final VerificationFigures figures;
  private final LongConsumer progress;

  /// @param progress is told how many records are done; may throw to end it
  RecordReading(
      Connection connection,
      SessionFactory sessions,
      ChangeCapture changes,
      Executor workers,
      VerificationFigures figures,
      LongConsumer progress) {
    this.connection = connection;
    this.sessions = sessions;
    this.changes = changes;
    this.workers = workers;
    this.figures = figures;
    this.progress = progress;
  }

  /// @param inLedger kinds of records whose states are in the ledger
  /// @throws Found at the first bad place
  void read(Collection<String> inLedger) throws SQLException {
    var kinds = kinds();
    for (var type : inLedger) {
      if (!kinds.containsKey(type)) {
        throw new Found(
            LedgerFinding.at(VerificationCheck.RECORDS, type, "no kind of record is called so"));
      }
    }
    try (var session = sessions.openStatelessSession(connection)) {
      for (var kind : kinds.entrySet()) {
        read(session, kind.getKey(), kind.getValue());
      }
    }
  }

  private SortedMap<String, Class<? extends TrustRecord>> kinds() {
    var kinds = new TreeMap<String, Class<? extends TrustRecord>>();
    for (var entity : sessions.getMetamodel().getEntities()) {
      if (TrustRecord.class.isAssignableFrom(entity.getJavaType())) {
        var kind = entity.getJavaType().asSubclass(TrustRecord.class);
        kinds.put(RecordType.of(kind), kind);
      }
    }
    return kinds;
  }

  private void read(StatelessSession session, String type, Class<? extends TrustRecord> kind)
      throws SQLException {
    try (var select = connection.prepareStatement(STATES)) {
      select.setFetchSize(AT_ONCE);
      select.setString(1, type);
      select.setString(2, type);
      try (var states = select.executeQuery()) {
        var merge = new Merge(type, states);
        var inOrder =
            new InOrder<List<TrustRecord>, List<Live>>(workers, this::digests, merge::take);
        rows(session, type, kind, inOrder);
        inOrder.finish();
        merge.finish();
      }
    }
  }

  private void rows(
      StatelessSession session,
      String type,
      Class<? extends TrustRecord> kind,
      InOrder<List<TrustRecord>, List<Live>> inOrder) {
    var all = "from " + kind.getSimpleName() + " order by id";
    TrustRecord last = null;
    try (var rows =
        session
            .createSelectionQuery(all, kind)
            .setFetchSize(AT_ONCE)
            .scroll(ScrollMode.FORWARD_ONLY)) {
      var piece = new ArrayList<TrustRecord>(AT_ONCE);
      while (rows.next()) {
        last = rows.get();
        piece.add(last);
        if (piece.size() == AT_ONCE) {
          inOrder.add(piece);
          piece = new ArrayList<>(AT_ONCE);
        }
      }
      inOrder.add(piece);
    } catch (Found found) {
      throw found;
    } catch (HibernateException | IllegalArgumentException e) {
      throw new Found(
          LedgerFinding.at(
              VerificationCheck.RECORDS,
              last == null ? "the first " + type : "the %s after %s".formatted(type, last.id),
              "the row cannot be read as a record"));
    }
  }

  private List<Live> digests(List<TrustRecord> records) {
    return records.stream().map(r -> new Live(r, digest(r))).toList();
  }

  private String digest(TrustRecord record) {
    return HexFormat.of().formatHex(changes.state(record).seal().sha256());
  }

  /// Walks rows and states side by side.
  private final class Merge {
    private final String type;
    private final ResultSet states;
    private UUID id;
    private String sha256;

    Merge(String type, ResultSet states) throws SQLException {
      this.type = type;
      this.states = states;
      advance();
    }

    private void advance() throws SQLException {
      var more = states.next();
      id = more ? states.getObject(1, UUID.class) : null;
      sha256 = more ? states.getString(2) : null;
    }

    void take(List<Live> rows) {
      try {
        for (var row : rows) {
          take(row);
        }
      } catch (SQLException e) {
        throw new IllegalStateException("the ledger cannot be read", e);
      }
      progress.accept(figures.records);
    }

    private void take(Live row) throws SQLException {
      var order = id == null ? 1 : compare(id, row.record.id);
      if (order < 0) {
        throw missing();
      }
      if (order > 0) {
        throw new Found(
            LedgerFinding.ofRecord(
                type, row.record.id, "there is a row and no line of the ledger that made it"));
      }
      if (!row.sha256.equals(sha256)) {
        throw new Found(
            LedgerFinding.ofRecord(type, id, differing(row.record)).compared(sha256, row.sha256));
      }
      figures.records++;
      advance();
    }

    /// Everything that was left when the last row was reached has none.
    void finish() {
      if (id != null) {
        throw missing();
      }
    }

    private Found missing() {
      return new Found(
          LedgerFinding.ofRecord(type, id, "the ledger has its state and there is no row"));
    }

    private String differing(TrustRecord record) throws SQLException {
      var fields = changes.state(record).seal().fields();
      var names = Replay.differing(connection, type, record.id, fields);
      return names.isEmpty()
          ? "the row is not what its last line says"
          : "the row is not what its last line says: it differs in " + String.join(", ", names);
    }
  }

  /// As PostgreSQL orders UUIDs: by their bytes, without sign.
  private static int compare(UUID left, UUID right) {
    var high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }
}
