package io.trustfabric.quality.evaluations;

import io.trustfabric.record.Invalid;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.hibernate.Session;

/// What became of each item, in byte order of key.
///
/// @param next the key to go on after; null at the end
public record Outcomes(List<ItemOutcome> items, @Schema(nullable = true) String next) {

  /// What became of an item.
  public enum Outcome {
    RIGHT,
    WRONG,
    MISSING,
    EXTRA
  }

  /// Against the former run.
  public enum ItemChange {
    NEWLY_WRONG,
    NEWLY_RIGHT
  }

  /// ItemOutcome item.
  ///
  /// @param change null where it is as it was, or there is no former run
  public record ItemOutcome(
      String key,
      Outcome outcome,
      List<String> wrongFields,
      @Schema(nullable = true) ItemChange change) {}

  /// Which of them are asked for.
  public static class Query {

    @QueryParam("outcome")
    @Parameter(schema = @Schema(implementation = Outcome.class))
    String outcome;

    @QueryParam("change")
    @Parameter(schema = @Schema(implementation = ItemChange.class))
    String change;

    @QueryParam("after")
    @Parameter(description = "Begins after this key; without it, at the first")
    String after;

    @QueryParam("limit")
    @Parameter(
        description = "How many, 1 to 1,000",
        schema =
            @Schema(
                type = SchemaType.INTEGER,
                minimum = "1",
                maximum = "1000",
                defaultValue = "100"))
    String limit;

    private int number;

    /// @throws Invalid naming each bad parameter
    private void check() {
      var errors = new ArrayList<Invalid.Field>();
      one("outcome", outcome, Outcome.values(), errors);
      one("change", change, ItemChange.values(), errors);
      if (after != null && after.indexOf('\0') >= 0) {
        errors.add(new Invalid.Field("?after", "is no key"));
      }
      try {
        number = limit == null ? 100 : Integer.parseInt(limit);
      } catch (NumberFormatException e) {
        number = 0;
      }
      if (number < 1 || number > 1_000) {
        errors.add(new Invalid.Field("?limit", "must be a whole number from 1 to 1000"));
      }
      if (!errors.isEmpty()) {
        throw new Invalid(errors);
      }
    }

    private static void one(
        String name, String text, Enum<?>[] values, List<Invalid.Field> errors) {
      var names = new ArrayList<String>();
      for (var value : values) {
        names.add(value.name().toLowerCase(Locale.ROOT));
      }
      if (text != null && !names.contains(text)) {
        errors.add(new Invalid.Field("?" + name, "must be one of " + String.join(", ", names)));
      }
    }
  }

  private static final String SQL =
      """
      SELECT key, outcome, wrong_fields, change FROM (
        SELECT n.key, n.outcome, n.wrong_fields, CASE
          WHEN n.outcome = 'extra' OR f.outcome IS NULL OR f.outcome = 'extra' THEN NULL
          WHEN f.outcome = 'right' AND n.outcome <> 'right' THEN 'newly_wrong'
          WHEN f.outcome <> 'right' AND n.outcome = 'right' THEN 'newly_right' END AS change
        FROM golden_outcomes n
        LEFT JOIN golden_outcomes f ON f.evaluation_id = :former AND f.key = n.key
        WHERE n.evaluation_id = :id AND n.key > :after) o
      WHERE (:outcome = '' OR outcome = :outcome) AND (:change = '' OR change = :change)
      ORDER BY key LIMIT :limit
      """;

  static Outcomes of(EntityManager entityManager, GoldenEvaluation evaluation, Query query) {
    query.check();
    var items =
        entityManager
            .unwrap(Session.class)
            .createNativeQuery(SQL, Object[].class)
            .setParameter("id", evaluation.id)
            .setParameter("former", evaluation.formerId, UUID.class)
            .setParameter("after", said(query.after))
            .setParameter("outcome", said(query.outcome))
            .setParameter("change", said(query.change))
            .setParameter("limit", query.number + 1)
            .getResultStream()
            .map(Outcomes::one)
            .toList();
    var more = items.size() > query.number;
    var page = more ? items.subList(0, query.number) : items;
    return new Outcomes(page, more ? page.getLast().key() : null);
  }

  private static String said(String text) {
    return text == null ? "" : text;
  }

  private static ItemOutcome one(Object[] row) {
    var change = (String) row[3];
    return new ItemOutcome(
        (String) row[0],
        Outcome.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)),
        List.of((String[]) row[2]),
        change == null ? null : ItemChange.valueOf(change.toUpperCase(Locale.ROOT)));
  }
}
