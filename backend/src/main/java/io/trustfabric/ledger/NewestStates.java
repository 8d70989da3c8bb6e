package io.trustfabric.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.RecordedStates;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Finds a record's newest state, in a line of its own or as a row of a batch. A record's versions
/// only grow, so the line with the highest one is the newest, whether it has a position yet or not.
@ApplicationScoped
public class NewestStates implements RecordedStates {

  private static final String OWN =
      """
      SELECT record_version, state_sha256 FROM audit_log
      WHERE record_type = ? AND record_id = ? AND state_sha256 IS NOT NULL
      ORDER BY record_version DESC LIMIT 1
      """;

  private static final String IN_BATCH =
      """
      SELECT b.bytes FROM ledger_batch_rows b JOIN audit_log l ON l.id = b.line_id
      WHERE b.record_id = ? AND l.record_type = ? LIMIT 1
      """;

  private final DataSource dataSource;
  private final ObjectMapper mapper;

  NewestStates(DataSource dataSource, ObjectMapper mapper) {
    this.dataSource = dataSource;
    this.mapper = mapper;
  }

  @Override
  public Optional<RecordedState> newest(String recordType, UUID recordId) {
    try (var connection = dataSource.getConnection();
        var own = connection.prepareStatement(OWN);
        var batch = connection.prepareStatement(IN_BATCH)) {
      own.setString(1, recordType);
      own.setObject(2, recordId);
      try (var row = own.executeQuery()) {
        if (row.next()) {
          return Optional.of(
              new RecordedState(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))));
        }
      }
      batch.setObject(1, recordId);
      batch.setString(2, recordType);
      try (var row = batch.executeQuery()) {
        return row.next() ? Optional.of(created(row.getBytes(1))) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger cannot be read", e);
    }
  }

  private RecordedState created(byte[] bytes) {
    try {
      var row = mapper.readTree(bytes);
      return new RecordedState(
          row.get("recordVersion").longValue(), row.get("stateSha256").textValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
