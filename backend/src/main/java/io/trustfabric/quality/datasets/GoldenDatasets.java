package io.trustfabric.quality.datasets;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Makes versions of golden datasets and says which one of a name is active.
@ApplicationScoped
public class GoldenDatasets {

  private final GoldenItems items;
  private final KnownAnswers known;
  private final ObjectMapper mapper;
  private final Bodies bodies;
  private final EntityManager entityManager;

  GoldenDatasets(
      GoldenItems items,
      KnownAnswers known,
      ObjectMapper mapper,
      Bodies bodies,
      EntityManager entityManager) {
    this.items = items;
    this.known = known;
    this.mapper = mapper;
    this.bodies = bodies;
    this.entityManager = entityManager;
  }

  /// Makes the first version of a name.
  ///
  /// @throws Invalid naming every bad field
  @Transactional
  GoldenDataset create(InputStream body, MediaType type) {
    var dataset = new GoldenDataset();
    var read = read(body, type, DatasetReport.class, dataset);
    checkLists(read.lists(), List.of("items"));
    read.header().describe(dataset);
    return keep(dataset);
  }

  /// Makes the next version of a name. Its number is given at the end, under a lock: a long upload
  /// holds nobody up.
  ///
  /// @param id any version of the name
  /// @throws Invalid naming every bad field
  @Transactional
  GoldenDataset addVersion(UUID id, InputStream body, MediaType type) {
    var name = find(id).name;
    var dataset = new GoldenDataset();
    var read = read(body, type, VersionReport.class, dataset);
    var base = read.header().base();
    checkLists(read.lists(), base == null ? List.of("items") : List.of("upsert", "remove"));
    if (base == null && !read.lists().contains("items")) {
      throw Invalid.field("/items", "are required where there is no base");
    }
    if (base != null) {
      checkBase(base, name);
      items.carryOver(base, dataset.id, read.removed());
    }
    lock(name);
    var newest = GoldenDataset.newest(name);
    read.header().describe(dataset, base == null ? newest : find(base));
    dataset.dataVersion = newest.dataVersion + 1;
    return keep(dataset);
  }

  /// Changes a version's status; a version that becomes active takes that from the one that was.
  @Transactional
  GoldenDataset move(UUID id, String ifMatch, DatasetMove move) {
    lock(nameOf(id));
    var dataset = find(id);
    IfMatch.check(dataset, ifMatch);
    if (move.status() == DatasetStatus.ACTIVE) {
      GoldenDataset.active(dataset.name)
          .filter(former -> former != dataset)
          .ifPresent(former -> former.moveTo(DatasetStatus.INACTIVE, move.reason()));
      // The former one first: at no moment are there two.
      GoldenDataset.flush();
    }
    dataset.moveTo(move.status(), move.reason());
    GoldenDataset.flush();
    return dataset;
  }

  /// @throws Refusal 404 when there is none
  public static GoldenDataset find(UUID id) {
    return GoldenDataset.<GoldenDataset>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("golden dataset", id));
  }

  private <H> ItemUpload.Read<H> read(
      InputStream body, MediaType type, Class<H> headerType, GoldenDataset dataset) {
    var intake = items.into(dataset.id);
    var read = new ItemUpload(mapper, bodies, intake).read(body, type, headerType);
    intake.flush();
    return read;
  }

  private GoldenDataset keep(GoldenDataset dataset) {
    dataset.holds(items.contents(dataset.id));
    dataset.persistAndFlush();
    known.brought(dataset);
    return dataset;
  }

  private static void checkLists(Iterable<String> given, List<String> allowed) {
    var errors = new ArrayList<Invalid.Field>();
    for (var list : given) {
      if (!allowed.contains(list)) {
        errors.add(
            new Invalid.Field(
                "/" + list,
                list.equals("items")
                    ? "are not taken beside a base; give upsert and remove"
                    : "is taken only beside a base"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private static void checkBase(UUID base, String name) {
    GoldenDataset found = GoldenDataset.findById(base);
    if (found == null || !found.name.equals(name)) {
      throw Invalid.field("/base", "is no version of this golden dataset");
    }
  }

  /// Only the name: the version itself is read once the lock is held, and then as it is.
  private String nameOf(UUID id) {
    return entityManager
        .createQuery("select d.name from GoldenDataset d where d.id = :id", String.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("golden dataset", id));
  }

  /// Holds a name's first version until the transaction ends: one at a time numbers or activates.
  private void lock(String name) {
    entityManager
        .createNativeQuery(
            "SELECT id FROM golden_datasets WHERE name = ?1 AND data_version = 1 FOR UPDATE",
            UUID.class)
        .setParameter(1, name)
        .getSingleResult();
  }
}
