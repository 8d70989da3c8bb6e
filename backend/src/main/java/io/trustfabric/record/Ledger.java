package io.trustfabric.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// Where changes are written down. All methods write through the given connection, inside its
/// transaction: the change and its line are committed together or not at all.
public interface Ledger {

  /// One line for each change.
  void write(Connection connection, List<Change> changes) throws SQLException;

  /// Begins to work out the one line for many new records, with each one's bytes beside it, while
  /// the caller stores the records: the database's work and ours need not wait for one another.
  ///
  /// @param action what was done: `security_event.batch_created`
  /// @param created the records' states; asked for on another thread
  Batch prepareBatch(String action, Supplier<List<RecordState>> created);

  /// A batch's line on its way.
  interface Batch {

    /// Waits until it is worked out and writes it.
    void write(Connection connection) throws SQLException;
  }

  /// A line about something that is no change of a record's fields: a read that must be known, a
  /// summary.
  ///
  /// @param recordId the record it is about; null when it is about none
  /// @return the line's id, by which its position can be found once it has one
  long note(
      Connection connection, String action, String recordType, UUID recordId, ObjectNode change)
      throws SQLException;
}
