package io.trustfabric.chaos.journals;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.chaos.experiments.ActivityEnd;
import io.trustfabric.chaos.experiments.ActivityRole;
import io.trustfabric.chaos.experiments.ChaosActivity;
import io.trustfabric.chaos.experiments.ChaosStatus;
import io.trustfabric.chaos.journals.LeftOutParts.Part;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Problem;
import io.trustfabric.web.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A journal of Chaos Toolkit, read: what its steady states, activities and rollbacks show, and
/// nothing of what the tool concludes from them. Unknown fields are tolerated.
final class ChaosToolkitJournal {

  private static final int MOST = 1_000;
  private static final int NAME = 200;
  private static final int TITLE = 300;

  /// How far ahead of ours the tool's clock may run.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Set<String> KNOWN =
      Set.of(
          "experiment", "start", "end", "status", "deviated", "steady_states", "run", "rollbacks");

  final LeftOutParts leftOut = new LeftOutParts();
  final String title;
  final Instant startedAt;
  final Instant endedAt;

  /// The start of the first action of the method that succeeded; null when none did.
  final Instant faultInjectedAt;

  final List<String> plannedMethod;
  final List<String> plannedRollbacks;
  final List<ChaosActivity> activities = new ArrayList<>();
  final List<String> failurePoints = new ArrayList<>();
  final SteadyStates steadyStates;

  /// The tool's own word; null where there is none.
  final String toolStatus;

  /// @throws Invalid naming what keeps it from being one
  ChaosToolkitJournal(JsonNode journal) {
    check(journal);
    var experiment = journal.path("experiment");
    title = text(experiment.path("title"), TITLE);
    startedAt = JournalText.time(journal.path("start"));
    toolStatus = journal.path("status").isTextual() ? text(journal.path("status"), 50) : null;
    plannedMethod = planned(experiment.path("method"));
    plannedRollbacks = planned(experiment.path("rollbacks"));
    steadyStates = new SteadyStates(experiment, journal, this);
    var injected = run(journal.path("run"), ActivityRole.METHOD);
    run(journal.path("rollbacks"), ActivityRole.ROLLBACK);
    endedAt = end(journal);
    faultInjectedAt = injected == null ? null : within(injected);
    leftOut.add(Part.TOOL_WORD);
    leftOut.add(Part.RECOVERY);
    journal
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                leftOut.add(Part.OTHER);
              }
            });
  }

  /// Whether it ran to its end; how it came out is another matter.
  ChaosStatus status() {
    return switch (toolStatus) {
      case "completed", "deviated" -> ChaosStatus.COMPLETED;
      case "aborted", "interrupted" -> ChaosStatus.ABORTED;
      case null, default -> ChaosStatus.FAILED;
    };
  }

  /// Why it did not run to its end; null when it did.
  String endReason() {
    if (status() == ChaosStatus.COMPLETED) {
      return null;
    }
    return toolStatus == null
        ? "The journal does not say that it ran to its end."
        : "Its tool says that it was %s.".formatted(toolStatus);
  }

  List<JournalPart> read() {
    var rollbacks = activities.stream().filter(a -> a.role() == ActivityRole.ROLLBACK).count();
    return List.of(
        new JournalPart("steady states", steadyStates.count, null),
        new JournalPart("measurements of probes", (long) steadyStates.measurements.size(), null),
        new JournalPart("activities of the method", activities.size() - rollbacks, null),
        new JournalPart("rollbacks", rollbacks, null));
  }

  private static void check(JsonNode journal) {
    if (!journal.isObject()) {
      throw Invalid.field("", "must be an object: a Chaos Toolkit journal");
    }
    var errors = new ArrayList<Invalid.Field>();
    if (!journal.path("experiment").isObject()) {
      errors.add(new Invalid.Field("/experiment", "must be the experiment, an object"));
    } else if (journal.at("/experiment/title").asText().isBlank()) {
      errors.add(new Invalid.Field("/experiment/title", "must not be blank"));
    }
    var start = JournalText.time(journal.path("start"));
    if (start == null) {
      errors.add(new Invalid.Field("/start", "must be an ISO 8601 time"));
    } else if (start.isAfter(Clock.now().plus(AHEAD))) {
      errors.add(new Invalid.Field("/start", "must not be in the future"));
    }
    var end = JournalText.time(journal.path("end"));
    if (end != null && (start != null && end.isBefore(start))) {
      errors.add(new Invalid.Field("/end", "must not be before start"));
    } else if (end != null && end.isAfter(Clock.now().plus(AHEAD))) {
      errors.add(new Invalid.Field("/end", "must not be in the future"));
    }
    for (var name : List.of("run", "rollbacks")) {
      if (journal.has(name) && !journal.get(name).isArray() && !journal.get(name).isNull()) {
        errors.add(new Invalid.Field("/" + name, "must be an array"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    if (journal.path("run").size() + journal.path("rollbacks").size() > MOST) {
      throw tooMany("activities");
    }
  }

  static Refusal tooMany(String what) {
    return Refusal.of(
        Problem.Kind.TOO_LARGE, "At most %,d %s are taken of a journal.".formatted(MOST, what));
  }

  String text(JsonNode node, int max) {
    var text = node.asText();
    if (text.length() > max) {
      leftOut.add(Part.LONG_TEXT);
    }
    return JournalText.cut(text, max);
  }

  /// A time; null when there is none, or none that can be read.
  Instant time(JsonNode node) {
    var at = JournalText.time(node);
    if (at == null && !node.isMissingNode() && !node.isNull()) {
      leftOut.add(Part.UNREADABLE_TIME);
    }
    return at;
  }

  String name(JsonNode activity) {
    var name = activity.has("ref") ? activity.path("ref") : activity.path("name");
    return name.asText().isBlank() ? "without a name" : text(name, NAME);
  }

  private List<String> planned(JsonNode activities) {
    if (activities.size() > MOST) {
      throw tooMany("planned activities");
    }
    var names = new ArrayList<String>();
    activities.forEach(activity -> names.add(name(activity)));
    return names;
  }

  /// Reads activities that ran.
  ///
  /// @return the start of the first action that succeeded; the experiment's where it has none
  private Instant run(JsonNode ran, ActivityRole role) {
    Instant first = null;
    for (var one : ran) {
      var activity = one.path("activity");
      var end = ended(one);
      var start = time(one.path("start"));
      activities.add(new ChaosActivity(name(activity), role, end, start, time(one.path("end"))));
      leaveOut(one);
      if (end != ActivityEnd.SUCCEEDED) {
        failurePoints.add("%s failed".formatted(name(activity)));
      } else if (first == null && activity.path("type").asText().equals("action")) {
        first = start == null ? startedAt : start;
      }
    }
    return first;
  }

  /// A probe of the method that was outside its tolerance has not succeeded.
  private static ActivityEnd ended(JsonNode one) {
    var outside = one.path("tolerance_met").isBoolean() && !one.path("tolerance_met").asBoolean();
    return switch (one.path("status").asText()) {
      case "succeeded" -> outside ? ActivityEnd.FAILED : ActivityEnd.SUCCEEDED;
      case "aborted" -> ActivityEnd.ABORTED;
      default -> ActivityEnd.FAILED;
    };
  }

  void leaveOut(JsonNode one) {
    if (one.has("output") && !one.get("output").isNull()) {
      leftOut.add(Part.OUTPUT);
    }
    if (one.at("/activity/provider").isObject()) {
      leftOut.add(Part.PROVIDER);
    }
    if (one.has("exception")) {
      leftOut.add(Part.EXCEPTION);
    }
  }

  /// The journal's end; where it has none, that of its last activity.
  private Instant end(JsonNode journal) {
    var end = time(journal.path("end"));
    if (end != null) {
      return end;
    }
    return activities.stream()
        .map(ChaosActivity::endedAt)
        .filter(at -> at != null && at.isAfter(startedAt) && at.isBefore(Clock.now()))
        .max(Instant::compareTo)
        .orElse(startedAt);
  }

  private Instant within(Instant at) {
    return at.isBefore(startedAt) ? startedAt : at.isAfter(endedAt) ? endedAt : at;
  }
}
