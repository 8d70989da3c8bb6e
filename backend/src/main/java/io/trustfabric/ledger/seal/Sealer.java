package io.trustfabric.ledger.seal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.trustfabric.ledger.tree.GrowingTree;
import io.trustfabric.ledger.tree.Tile;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/// Extends the tree by the lines that have positions and signs what it has become. The leader's
/// thread calls it with the connection that holds the leader's lock: whoever has lost the lock has
/// lost the connection, and the primary keys on tree size and tile refuse what comes twice.
///
/// Only the right edge of the tree is remembered. It is read anew by each new leader, and held
/// against the newest checkpoint.
@ApplicationScoped
public class Sealer {

  /// So many lines are sealed in one transaction.
  static final int AT_ONCE = 20_000;

  private static final Logger LOG = Logger.getLogger(Sealer.class);

  private static final String LEAVES =
      """
      SELECT position, leaf FROM ledger_positions WHERE position >= ? ORDER BY position LIMIT ?
      """;

  private static final String TILE =
      "INSERT INTO ledger_tiles (level, tile, hashes, root) VALUES (?, ?, ?, ?)";

  private static final String CHECKPOINT =
      """
      INSERT INTO ledger_checkpoints (tree_size, origin, root, note, signed_at) VALUES (?, ?, ?, ?, ?)
      """;

  private final SealConfig config;
  private final SealingKeys keys;
  private final SealGuard guard;

  private GrowingTree tree;
  private Instant due = Instant.MIN;

  /// Whether there may be lines to seal.
  private boolean behind;

  /// Why nothing is sealed although this process leads; null when there is no reason.
  private String halted;

  /// What the guard objected to the last time.
  private String objection;

  private volatile double sealed = Double.NaN;

  Sealer(SealConfig config, SealingKeys keys, SealGuard guard, MeterRegistry metrics) {
    this.config = config;
    this.keys = keys;
    this.guard = guard;
    Gauge.builder("trust_fabric.ledger.sealed", () -> sealed)
        .description("Lines of the ledger under the newest checkpoint; told by the leader")
        .register(metrics);
  }

  /// A new leader's beginning: reads the tree's edge.
  public void begins(Connection connection) throws SQLException {
    due = Instant.MIN;
    halted = null;
    objection = null;
    behind = true;
    guard.leads();
    try {
      tree = edge(new SealedTree(connection));
    } catch (RuntimeException e) {
      if (e.getCause() instanceof SQLException unreadable) {
        throw unreadable;
      }
      // Lines go on being ordered while somebody looks into it.
      halt("what is sealed of it is not as it was written: " + e.getMessage());
    }
    connection.rollback();
  }

  private GrowingTree edge(SealedTree sealedTree) throws SQLException {
    var newest = sealedTree.newest();
    if (newest == null) {
      return new GrowingTree();
    }
    var checkpoint = Checkpoint.parse(newest.text());
    var edge = GrowingTree.of(checkpoint.size(), sealedTree);
    if (!Arrays.equals(edge.root(), checkpoint.root())) {
      halt("the tree in the database is not the one of its checkpoint of size " + edge.size());
    } else if (Epoch.of(keys.origin(), checkpoint.origin()) == 0) {
      halt("the ledger is " + checkpoint.origin() + ", and configured is " + keys.origin());
    }
    return edge;
  }

  /// This process leads no more.
  public void ends() {
    sealed = Double.NaN;
    tree = null;
  }

  /// Seals what there is, when it is time.
  ///
  /// @param news whether lines were given positions since the last round
  /// @return whether there is more to seal at once
  public boolean round(Connection connection, boolean news) throws SQLException {
    behind |= news;
    if (halted != null || !behind || Instant.now().isBefore(due)) {
      return false;
    }
    var before = tree.size();
    try {
      var epoch = Epoch.current(connection);
      if (epoch.first() == null || objects(epoch)) {
        connection.rollback();
        due = Instant.now().plus(config.every());
        return false;
      }
      var more = seal(connection, epoch);
      if (tree.size() > before) {
        due = more ? Instant.MIN : Instant.now().plus(config.every());
      }
      sealed = tree.size();
      behind = more;
      return more;
    } catch (SQLException e) {
      // The tree took in what was not stored: this leader's time is over.
      connection.rollback();
      throw e;
    } catch (RuntimeException e) {
      // Lines go on being ordered while somebody looks into it.
      connection.rollback();
      halt(e.getMessage());
      return false;
    }
  }

  private boolean objects(Epoch epoch) {
    var now = guard.objection(epoch.number());
    if (now != null && !now.equals(objection)) {
      LOG.warnf("the ledger is not sealed: %s", now);
    }
    objection = now;
    return now != null;
  }

  /// The first checkpoint of an epoch has the line that opened it, however many lines that takes.
  private boolean seal(Connection connection, Epoch epoch) throws SQLException {
    var before = tree.size();
    var most = Math.max(AT_ONCE, epoch.first() + 1 - before);
    var filled = new ArrayList<FullTile>();
    try (var select = connection.prepareStatement(LEAVES)) {
      select.setLong(1, before);
      select.setLong(2, most);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          if (row.getLong(1) != tree.size()) {
            throw new IllegalStateException("there is no line at position " + tree.size());
          }
          tree.add(
              row.getBytes(2),
              (level, index, hashes, root) ->
                  filled.add(new FullTile(level, index, Tile.join(hashes), root)));
        }
      }
    }
    if (tree.size() > before) {
      store(connection, filled);
      sign(connection, epoch);
    }
    connection.commit();
    return tree.size() - before == most;
  }

  /// A tile to be stored.
  private record FullTile(int level, long index, byte[] hashes, byte[] root) {}

  private static void store(Connection connection, List<FullTile> tiles) throws SQLException {
    try (var insert = connection.prepareStatement(TILE)) {
      for (var tile : tiles) {
        insert.setInt(1, tile.level);
        insert.setLong(2, tile.index);
        insert.setBytes(3, tile.hashes);
        insert.setBytes(4, tile.root);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void sign(Connection connection, Epoch epoch) throws SQLException {
    var origin = epoch.origin(keys.origin());
    var checkpoint = new Checkpoint(origin, tree.size(), tree.root());
    var note = keys.sign(connection, checkpoint);
    try (var insert = connection.prepareStatement(CHECKPOINT)) {
      insert.setLong(1, checkpoint.size());
      insert.setString(2, checkpoint.origin());
      insert.setBytes(3, checkpoint.root());
      insert.setString(4, note.note());
      insert.setObject(5, Instant.now().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  private void halt(String reason) {
    halted = reason;
    LOG.errorf("the ledger is not sealed: %s", reason);
  }
}
