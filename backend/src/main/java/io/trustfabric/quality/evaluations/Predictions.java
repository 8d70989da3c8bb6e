package io.trustfabric.quality.evaluations;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.quality.datasets.GoldenItem;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.ExactJson;
import io.trustfabric.web.HeadedBody;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The answers in a body, on their way to where they are kept.
final class Predictions implements HeadedBody.Lists {

  static final int MOST = 100_000;

  private static final String NAME = "predictions";
  private static final Set<String> MEMBERS = Set.of("key", "actual");

  private final UUID evaluation;
  private final GoldenAnswers.Intake intake;
  private final Set<String> keys = new HashSet<>();

  Predictions(UUID evaluation, GoldenAnswers.Intake intake) {
    this.evaluation = evaluation;
    this.intake = intake;
  }

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public String ofLines(JsonNode header) {
    return NAME;
  }

  /// @throws Refusal 413 when there are too many
  @Override
  public void take(String list, JsonNode json, String at, List<Invalid.Field> errors) {
    if (!json.isObject()) {
      errors.add(new Invalid.Field(at, "must be an object"));
      return;
    }
    var before = errors.size();
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                errors.add(
                    new Invalid.Field(at + "/" + ExactJson.escape(name), "is not known here"));
              }
            });
    var key = GoldenItem.key(json.path("key"), at + "/key", errors);
    if (key != null && !keys.add(key)) {
      errors.add(new Invalid.Field(at + "/key", "is there twice"));
    }
    if (!json.hasNonNull("actual")) {
      errors.add(
          new Invalid.Field(at + "/actual", "must not be null; leave out what has no answer"));
    }
    if (keys.size() > MOST) {
      throw Refusal.of(
          Problem.Kind.TOO_LARGE, "At most %,d predictions are taken.".formatted(MOST));
    }
    if (errors.size() == before && errors.isEmpty()) {
      intake.row(evaluation, key, GoldenItem.text(json.get("actual")));
    }
  }
}
