package io.trustfabric.modelops.mlflow;

import io.trustfabric.record.Canonical;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Answers searches page by page, each after the last row of the one before.
@ApplicationScoped
public class MlflowSearch {

  /// So many are answered at once, however many are asked for.
  private static final int PAGE = 1_000;

  private static final String SEPARATOR = "\n";

  private final EntityManager entityManager;

  MlflowSearch(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// @param nextToken null at the end
  record Found<T>(List<T> rows, String nextToken) {}

  /// @throws MlflowError when the token is none of this filter and order
  <T extends TrustRecord> Found<T> page(
      Class<T> type, SearchFilter filter, SearchOrder<T> order, SearchParameters asked, int most) {
    var limit = Math.min(PAGE, limit(asked.maxResults, most));
    var conditions = new ArrayList<>(filter.clauses());
    var start = start(asked, order);
    if (start != null) {
      conditions.add(order.after());
    }
    var query =
        entityManager
            .createQuery(
                "select e from %s e%s order by %s"
                    .formatted(
                        type.getSimpleName(),
                        conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions),
                        order.hql()),
                type)
            .setMaxResults(limit + 1);
    filter.parameters().forEach(query::setParameter);
    for (int i = 0; start != null && i < start.size(); i++) {
      query.setParameter("k" + i, start.get(i));
    }
    var rows = query.getResultList();
    return rows.size() <= limit
        ? new Found<>(rows, null)
        : new Found<>(rows.subList(0, limit), token(asked, order, rows.get(limit - 1)));
  }

  private static int limit(String text, int most) {
    try {
      var limit = text == null ? Math.min(100, most) : Integer.parseInt(text);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // refused below like a number out of bounds
    }
    throw MlflowError.invalid("max_results: must be a whole number from 1 to " + most);
  }

  private static <T extends TrustRecord> String token(
      SearchParameters asked, SearchOrder<T> order, T last) {
    var parts = new ArrayList<String>();
    parts.add(digest(asked));
    order.keys().forEach(key -> parts.add(key.field().of().apply(last).toString()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
  }

  private static <T extends TrustRecord> List<Object> start(
      SearchParameters asked, SearchOrder<T> order) {
    if (asked.pageToken == null || asked.pageToken.isEmpty()) {
      return null;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(asked.pageToken), StandardCharsets.UTF_8);
      var parts = text.split(SEPARATOR, -1);
      if (parts[0].equals(digest(asked)) && parts.length == order.keys().size() + 1) {
        var start = new ArrayList<Object>();
        for (int i = 1; i < parts.length; i++) {
          start.add(order.keys().get(i - 1).field().parse().apply(parts[i]));
        }
        if (!start.contains(null) && text.indexOf('\0') < 0) {
          return start;
        }
      }
    } catch (RuntimeException e) {
      // refused below: whatever is wrong with it, it is not a token of ours
    }
    throw MlflowError.invalid("page_token: is not one of this search");
  }

  /// Stands for what was asked, so that a token goes on with nothing else.
  private static String digest(SearchParameters asked) {
    var search =
        asked.filter
            + SEPARATOR
            + (asked.orderBy == null
                ? ""
                : asked.orderBy.stream().collect(Collectors.joining(SEPARATOR)));
    return Canonical.sha256Hex(search.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
