package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;

/// Listens to every insert and update of a {@link TrustRecord} and, just before the transaction
/// commits, writes the ledger lines through the same connection. If a line cannot be written the
/// transaction fails.
///
/// JPA's own callbacks would not do: they see no former state and may not write during a flush.
@ApplicationScoped
public class ChangeCapture implements PostInsertEventListener, PostUpdateEventListener {

  private final EntityManagerFactory factory;
  private final EntityManager entityManager;
  private final transient Ledger ledger;
  private final transient RecordKinds kinds;

  /// By session, weakly: a session whose transaction ends without telling it (a timeout may roll
  /// back on a thread of its own) takes its changes with it.
  private final Map<SharedSessionContractImplementor, Map<UUID, Pending>> transactions =
      Collections.synchronizedMap(new WeakHashMap<>());

  /// A record's change so far: several flushes of one transaction make one line.
  private record Pending(RecordState before, RecordState after, TrustRecord.Deed deed) {}

  ChangeCapture(
      EntityManagerFactory factory, RecordKinds kinds, EntityManager entityManager, Ledger ledger) {
    this.factory = factory;
    this.kinds = kinds;
    this.entityManager = entityManager;
    this.ledger = ledger;
  }

  void listen(@Observes @Priority(1) StartupEvent event) {
    var listeners =
        factory
            .unwrap(SessionFactoryImplementor.class)
            .getServiceRegistry()
            .requireService(EventListenerRegistry.class);
    listeners.appendListeners(EventType.POST_INSERT, this);
    listeners.appendListeners(EventType.POST_UPDATE, this);
  }

  @Override
  public void onPostInsert(PostInsertEvent event) {
    if (event.getEntity() instanceof TrustRecord record) {
      var after = shape(event.getPersister()).state(record, event.getState());
      add(event.getSession(), record, null, after);
    }
  }

  @Override
  public void onPostUpdate(PostUpdateEvent event) {
    if (event.getEntity() instanceof TrustRecord record) {
      var shape = shape(event.getPersister());
      var before = shape.state(record, event.getOldState());
      add(event.getSession(), record, before, shape.state(record, event.getState()));
    }
  }

  @Override
  public boolean requiresPostCommitHandling(EntityPersister persister) {
    return false;
  }

  /// The states of records that a bulk path stores past Hibernate, as a listener would have seen
  /// them.
  public List<RecordState> states(List<? extends TrustRecord> records) {
    return records.stream().map(this::state).toList();
  }

  /// The present state of one record.
  public RecordState state(TrustRecord record) {
    return kinds.state(record);
  }

  /// Free JSON as the database stores it.
  public static JsonNode json(Map<String, Object> free) {
    return RecordShape.json(free);
  }

  /// Writes to the ledger from a bulk path or a read, inside the running transaction.
  public void inTransaction(LedgerWork work) {
    entityManager.unwrap(Session.class).doWork(connection -> work.on(ledger, connection));
  }

  /// Something to write to the ledger.
  public interface LedgerWork {
    void on(Ledger ledger, Connection connection) throws SQLException;
  }

  private RecordShape shape(EntityPersister persister) {
    return kinds.shape(persister);
  }

  private void add(
      SharedSessionContractImplementor session,
      TrustRecord record,
      RecordState before,
      RecordState after) {
    var pending = transactions.computeIfAbsent(session, this::watch);
    var deed = record.takeDeed();
    pending.merge(
        record.id,
        new Pending(before, after, deed),
        (first, last) ->
            new Pending(
                first.before,
                last.after,
                last.deed == TrustRecord.Deed.NONE ? first.deed : last.deed));
  }

  private Map<UUID, Pending> watch(SharedSessionContractImplementor session) {
    var queue = session.unwrap(org.hibernate.event.spi.EventSource.class).getActionQueue();
    queue.registerCallback(
        (org.hibernate.engine.spi.TransactionCompletionCallbacks.BeforeCompletionCallback)
            this::write);
    queue.registerCallback(
        (org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback)
            (success, ended) -> transactions.remove(ended));
    return new LinkedHashMap<>();
  }

  private void write(SharedSessionContractImplementor session) {
    var pending = transactions.remove(session);
    if (pending == null) {
      return;
    }
    var changes = new ArrayList<Change>(pending.size());
    for (var change : pending.values()) {
      changes.add(new Change(action(change), change.deed.reason(), change.before, change.after));
    }
    try {
      ledger.write(
          session.getJdbcCoordinator().getLogicalConnection().getPhysicalConnection(), changes);
    } catch (SQLException e) {
      throw session.getJdbcServices().getSqlExceptionHelper().convert(e, "ledger line not written");
    }
  }

  private static String action(Pending change) {
    var type = change.after.type() + ".";
    if (change.deed.action() != null) {
      return type + change.deed.action();
    }
    if (change.before == null) {
      return type + "created";
    }
    var was = change.before.open().get("status");
    var is = change.after.open().get("status");
    return type + (is != null && !is.equals(was) ? "status_changed" : "updated");
  }
}
