package io.trustfabric.quality.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;

/// What a version has other than another one.
///
/// @param against the other version, from which this one is looked at
/// @param items one for each difference, in byte order of key
/// @param next the key to go on after; null at the end
public record DatasetDiff(
    UUID id,
    UUID against,
    Long added,
    Long removed,
    Long changed,
    Long unchanged,
    List<Difference> items,
    @Schema(nullable = true) String next) {

  /// How an item differs.
  public enum DifferenceKind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /// What of an item differs.
  public enum ItemPart {
    INPUT,
    EXPECTED,
    TAGS
  }

  /// One item that differs.
  ///
  /// @param parts what of it, where it is in both
  /// @param before as it is in the other version; null where it is not
  /// @param after as it is in this version; null where it is not
  public record Difference(
      String key,
      DifferenceKind kind,
      List<ItemPart> parts,
      @Schema(nullable = true) ItemSide before,
      @Schema(nullable = true) ItemSide after) {}

  /// An item on one side.
  ///
  /// @param expected absent for those who may not see it
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ItemSide(
      @JsonRawValue @Schema(implementation = Object.class) String input,
      @JsonRawValue @Schema(implementation = Object.class, nullable = true) String expected,
      List<String> tags) {}

  /// A page ends once this many characters of it are read.
  private static final int PAGE = 1024 * 1024;

  private static final String COUNTS =
      """
      SELECT count(*) FILTER (WHERE f.key IS NULL), count(*) FILTER (WHERE t.key IS NULL),
        count(*) FILTER (WHERE f.key IS NOT NULL AND t.key IS NOT NULL
          AND (f.input, f.expected, f.tags) IS DISTINCT FROM (t.input, t.expected, t.tags)),
        count(*) FILTER (WHERE (f.input, f.expected, f.tags) IS NOT DISTINCT FROM (t.input, t.expected, t.tags))
      FROM (SELECT * FROM golden_items WHERE dataset_id = :against) f
      FULL JOIN (SELECT * FROM golden_items WHERE dataset_id = :id) t ON t.key = f.key
      """;

  private static final String ROWS =
      """
      SELECT coalesce(f.key, t.key) AS k, f.input AS fi, f.expected AS fe, f.tags AS ft,
        t.input AS ti, t.expected AS te, t.tags AS tt
      FROM (SELECT * FROM golden_items WHERE dataset_id = :against AND key > :after) f
      FULL JOIN (SELECT * FROM golden_items WHERE dataset_id = :id AND key > :after) t ON t.key = f.key
      WHERE (f.input, f.expected, f.tags) IS DISTINCT FROM (t.input, t.expected, t.tags)
      ORDER BY k LIMIT :limit
      """;

  static DatasetDiff of(
      EntityManager entityManager, UUID id, UUID against, ItemPaging paging, boolean withExpected) {
    var session = entityManager.unwrap(Session.class);
    var counts =
        session
            .createNativeQuery(COUNTS, Object[].class)
            .setParameter("id", id)
            .setParameter("against", against)
            .getSingleResult();
    var items = new ArrayList<Difference>();
    String next = null;
    long size = 0;
    try (var rows =
        session
            .createNativeQuery(ROWS, Object[].class)
            .setParameter("id", id)
            .setParameter("against", against)
            .setParameter("after", paging.after())
            .setParameter("limit", paging.limit() + 1)
            .setFetchSize(20)
            .getResultStream()) {
      for (var row : (Iterable<Object[]>) rows::iterator) {
        if (items.size() == paging.limit() || size > PAGE) {
          next = items.getLast().key();
          break;
        }
        items.add(difference(row, withExpected));
        size += length(row);
      }
    }
    return new DatasetDiff(
        id,
        against,
        (Long) counts[0],
        (Long) counts[1],
        (Long) counts[2],
        (Long) counts[3],
        items,
        next);
  }

  private static long length(Object[] row) {
    long length = 0;
    for (var value : row) {
      length += value instanceof String text ? text.length() : 0;
    }
    return length;
  }

  private static Difference difference(Object[] row, boolean withExpected) {
    var before = side(row, 1, withExpected);
    var after = side(row, 4, withExpected);
    var kind =
        before == null
            ? DifferenceKind.ADDED
            : after == null ? DifferenceKind.REMOVED : DifferenceKind.CHANGED;
    var parts = new ArrayList<ItemPart>();
    if (kind == DifferenceKind.CHANGED) {
      for (var part : ItemPart.values()) {
        if (!part(row, 1, part).equals(part(row, 4, part))) {
          parts.add(part);
        }
      }
    }
    return new Difference((String) row[0], kind, parts, before, after);
  }

  private static Object part(Object[] row, int side, ItemPart part) {
    var value = row[side + part.ordinal()];
    return value instanceof String[] tags ? List.of(tags) : value;
  }

  @SuppressWarnings("unchecked")
  private static ItemSide side(Object[] row, int at, boolean withExpected) {
    if (row[at] == null) {
      return null;
    }
    return new ItemSide(
        (String) row[at],
        withExpected ? (String) row[at + 1] : null,
        (List<String>) part(row, at, ItemPart.TAGS));
  }
}
