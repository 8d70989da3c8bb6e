package io.trustfabric.web;

import io.trustfabric.record.Invalid;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Answers lists by keyset: a page starts after the last row of the page before, so page 10,000
/// costs what page 1 costs, and rows that come in meanwhile neither repeat nor hide one.
@ApplicationScoped
public class Lists {

  /// Totals are counted up to here and no further.
  static final int COUNTED = 10_000;

  private static final int MAX_LIMIT = 200;

  /// So many finds of a search are fetched by their own index and sorted. The planner knows how
  /// frequent the most frequent words are but nothing of the others, and would look for a word that
  /// occurs twice by walking the whole table in the list's order; where there are more finds than
  /// this, that walk soon has a page full.
  private static final int FEW = 2_000;

  /// A sort key that is no index's, so that the planner cannot walk one in its order.
  private static final String SORTED = "sql('(array[?])[1]', %s)";

  private static final String SEPARATOR = "\n";

  private final EntityManager entityManager;

  Lists(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// One page of the records that meet the filters.
  ///
  /// @throws Invalid naming every bad parameter
  public <T extends TrustRecord> Page<T> page(
      Class<T> type, Where where, Sorts<T> sorts, Paging paging) {
    var limit = limit(paging.limit, where);
    var sort = paging.sort == null ? sorts.defaultSort() : paging.sort;
    var descending = sort.startsWith("-");
    var key = sorts.key(descending ? sort.substring(1) : sort);
    if (key == null) {
      where.refuse(
          "sort", "must be one of %s, with - in front for descending".formatted(sorts.names()));
    }
    var start =
        key == null || paging.cursor == null ? null : start(paging.cursor, sort, key, where);
    where.check();
    var total = count(type, where);
    var few = where.isSearch() && total <= FEW;
    var rows = rows(type, where, key, descending, few, start, limit);
    var more = rows.size() > limit;
    var items = more ? rows.subList(0, limit) : rows;
    var next = more ? cursor(sort, key, items.getLast()) : null;
    return new Page<>(
        List.copyOf(items), new Page.Info(limit, next, Math.min(total, COUNTED), total <= COUNTED));
  }

  private <T extends TrustRecord> List<T> rows(
      Class<T> type,
      Where where,
      List<Sorts.Field<T>> key,
      boolean descending,
      boolean few,
      List<Object> start,
      int limit) {
    var names = key.stream().map(Sorts.Field::hql).collect(Collectors.toCollection(ArrayList::new));
    names.add("id");
    var conditions = new ArrayList<String>();
    if (!where.hql().isEmpty()) {
      conditions.add(where.hql());
    }
    if (start != null) {
      conditions.add(
          "(%s) %s (%s)"
              .formatted(
                  String.join(", ", names),
                  descending ? "<" : ">",
                  IntStream.range(0, names.size())
                      .mapToObj(i -> ":key" + i)
                      .collect(Collectors.joining(", "))));
    }
    var direction = descending ? " desc" : " asc";
    var hql =
        "from "
            + type.getSimpleName()
            + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
            + " order by "
            + names.stream()
                .map(n -> (few ? SORTED.formatted(n) : n) + direction)
                .collect(Collectors.joining(", "));
    var query = entityManager.createQuery(hql, type).setMaxResults(limit + 1);
    bind(query, where);
    if (start != null) {
      for (int i = 0; i < start.size(); i++) {
        query.setParameter("key" + i, start.get(i));
      }
    }
    return query.getResultList();
  }

  /// In no order, which HQL wants to be said beside a limit: the planner takes the filter's index.
  private long count(Class<?> type, Where where) {
    var hql =
        "select count(*) from (select r.id as id from %s r%s order by sql('null::integer') limit %d)"
            .formatted(
                type.getSimpleName(),
                where.hql().isEmpty() ? "" : " where " + where.hql(),
                COUNTED + 1);
    var query = entityManager.createQuery(hql, Long.class);
    bind(query, where);
    return query.getSingleResult();
  }

  private static void bind(Query query, Where where) {
    where.parameters().forEach(query::setParameter);
  }

  /// The limit asked for; a bad one is noted in `where`.
  static int limit(String text, Where where) {
    try {
      var limit = text == null ? 50 : Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // refused below like a limit out of bounds
    }
    where.refuse("limit", "must be a whole number from 1 to %d".formatted(MAX_LIMIT));
    return 1;
  }

  private static <T extends TrustRecord> String cursor(
      String sort, List<Sorts.Field<T>> key, T last) {
    var parts = new ArrayList<String>();
    parts.add(sort);
    key.forEach(field -> parts.add(field.of().apply(last).toString()));
    parts.add(last.id.toString());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
  }

  private static <T> List<Object> start(
      String cursor, String sort, List<Sorts.Field<T>> key, Where where) {
    try {
      var parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
              .split(SEPARATOR, -1);
      if (parts.length == key.size() + 2 && parts[0].equals(sort)) {
        var start = new ArrayList<Object>();
        for (int i = 0; i < key.size(); i++) {
          start.add(key.get(i).parse().apply(parts[i + 1]));
        }
        start.add(UUID.fromString(parts[key.size() + 1]));
        if (!start.contains(null)) {
          return start;
        }
      }
    } catch (RuntimeException e) {
      // refused below: whatever is wrong with it, it is not a cursor of ours
    }
    where.refuse("cursor", "is not a cursor of this list and sort");
    return null;
  }
}
