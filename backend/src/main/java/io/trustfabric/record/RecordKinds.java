package io.trustfabric.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;

/// The kinds of records there are, by the name that ledger and paths have for them.
@ApplicationScoped
public class RecordKinds {

  private final EntityManagerFactory factory;
  private final Map<String, RecordShape> shapes = new ConcurrentHashMap<>();

  RecordKinds(EntityManagerFactory factory) {
    this.factory = factory;
  }

  /// The kind of that name; empty when records are called otherwise.
  public Optional<Class<? extends TrustRecord>> named(String type) {
    return all().filter(entity -> RecordType.of(entity).equals(type)).findFirst();
  }

  /// The names of all kinds.
  public List<String> names() {
    return all().<String>map(RecordType::of).toList();
  }

  private Stream<Class<? extends TrustRecord>> all() {
    return factory.getMetamodel().getEntities().stream()
        .<Class<?>>map(entity -> entity.getJavaType())
        .filter(TrustRecord.class::isAssignableFrom)
        .<Class<? extends TrustRecord>>map(entity -> entity.asSubclass(TrustRecord.class));
  }

  /// JSON pointers of the personal values of such a record.
  public Set<String> personal(Class<? extends TrustRecord> kind) {
    return shape(persister(kind)).personal();
  }

  /// The present state of one record.
  public RecordState state(TrustRecord record) {
    var persister = persister(record.getClass());
    return shape(persister).state(record, persister.getValues(record));
  }

  /// Makes a loaded record what it was, in memory only. What is no part of a state stays.
  ///
  /// @param state all its fields that had a value then, in the ledger's form
  public void restore(TrustRecord record, ObjectNode state) {
    var persister = persister(record.getClass());
    persister.setValues(
        record, shape(persister).values(record.getClass(), persister.getValues(record), state));
  }

  RecordShape shape(EntityPersister persister) {
    return shapes.computeIfAbsent(persister.getEntityName(), name -> RecordShape.of(persister));
  }

  private EntityPersister persister(Class<?> kind) {
    return factory
        .unwrap(SessionFactoryImplementor.class)
        .getMappingMetamodel()
        .getEntityDescriptor(kind);
  }
}
