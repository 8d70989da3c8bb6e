package io.trustfabric.modelops.registry;

import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/// Golden datasets that a version's lineage and scores name: ids into another service's tables.
@ApplicationScoped
public class NamedDatasets {

  private final EntityManager entityManager;

  NamedDatasets(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// Adds each that is not there, under `pointer` and its place.
  ///
  /// @param named one for each entry of the list; null where it names none
  void check(List<UUID> named, String pointer, List<Invalid.Field> errors) {
    var there = there(named.stream().filter(Objects::nonNull).toList());
    for (int i = 0; i < named.size(); i++) {
      if (named.get(i) != null && !there.contains(named.get(i))) {
        errors.add(
            new Invalid.Field(
                "%s/%d/goldenDatasetId".formatted(pointer, i), "there is no such golden dataset"));
      }
    }
  }

  private Set<UUID> there(List<UUID> ids) {
    return ids.isEmpty()
        ? Set.of()
        : new HashSet<>(
            entityManager
                .unwrap(Session.class)
                .createNativeQuery("SELECT id FROM golden_datasets WHERE id IN (:ids)", UUID.class)
                .setParameterList("ids", ids)
                .getResultList());
  }
}
