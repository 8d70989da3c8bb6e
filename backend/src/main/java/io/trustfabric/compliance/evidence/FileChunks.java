package io.trustfabric.compliance.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/// The bytes of files, in and out, 256 KiB at a time and never a whole file. Past Hibernate: chunks
/// are no records, what stands for them is their digest in the file.
@ApplicationScoped
public class FileChunks {

  /// Bytes of a chunk; only a file's last one is shorter.
  static final int SIZE = 256 * 1024;

  private final DataSource dataSource;

  FileChunks(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// Keeps the next chunk of a file that is not there yet, in the running transaction.
  void put(UUID fileId, int number, byte[] bytes) {
    try (var connection = dataSource.getConnection();
        var insert =
            connection.prepareStatement(
                "INSERT INTO evidence_file_chunks (file_id, number, bytes) VALUES (?, ?, ?)")) {
      insert.setObject(1, fileId);
      insert.setInt(2, number);
      insert.setBytes(3, bytes);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("a file cannot be stored", e);
    }
  }

  /// One chunk; null past the last one.
  @Transactional
  public byte[] get(UUID fileId, int number) {
    try (var connection = dataSource.getConnection();
        var select =
            connection.prepareStatement(
                "SELECT bytes FROM evidence_file_chunks WHERE file_id = ? AND number = ?")) {
      select.setObject(1, fileId);
      select.setInt(2, number);
      try (var row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a file cannot be read", e);
    }
  }
}
