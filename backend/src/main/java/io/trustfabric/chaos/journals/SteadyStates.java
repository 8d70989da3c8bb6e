package io.trustfabric.chaos.journals;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.chaos.experiments.ProbeMeasure;
import io.trustfabric.chaos.experiments.ProbeMeasurement;
import io.trustfabric.chaos.experiments.ProbeTolerance;
import io.trustfabric.chaos.experiments.SteadyProbe;
import io.trustfabric.chaos.experiments.SteadyStateHypothesis;
import io.trustfabric.chaos.journals.LeftOutParts.Part;
import io.trustfabric.chaos.verdicts.ExperimentPhase;
import io.trustfabric.web.Secrets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a journal shows of its steady state: before, during, after. A tolerance is held against the
/// output again where that can be done; of two answers the worse one counts.
final class SteadyStates {

  private static final int MOST = 1_000;
  private static final int TEXT = 200;

  /// Stands for the tool's word where that is worse than what its probes show.
  private static final String TOOL = "steady_state_met";

  private final ChaosToolkitJournal journal;
  private final String title;
  private final Map<String, SteadyProbe> probes = new LinkedHashMap<>();
  private final List<ProbeMeasurement> words = new ArrayList<>();
  private final Set<String> well = new HashSet<>();
  private boolean contradiction;
  final List<ProbeMeasurement> measurements = new ArrayList<>();

  /// How many steady states there are.
  long count;

  SteadyStates(JsonNode experiment, JsonNode whole, ChaosToolkitJournal journal) {
    var states = whole.path("steady_states");
    this.journal = journal;
    var hypothesis = experiment.path("steady-state-hypothesis");
    this.title = hypothesis.has("title") ? journal.text(hypothesis.path("title"), 300) : "";
    hypothesis.path("probes").forEach(this::declare);
    state(ExperimentPhase.BEFORE, states.path("before"));
    if (states.path("during").isArray()) {
      states.path("during").forEach(state -> state(ExperimentPhase.DURING, state));
    } else {
      state(ExperimentPhase.DURING, states.path("during"));
    }
    state(ExperimentPhase.AFTER, states.path("after"));
    if (whole.path("deviated").asBoolean() && !hasDeviated()) {
      contradiction = true;
      words.add(word(ExperimentPhase.AFTER, false));
    }
    if (contradiction) {
      probes.put(
          TOOL,
          new SteadyProbe(
              TOOL, ProbeMeasure.REPORTED, ProbeTolerance.texts(List.of("true")), null));
      measurements.addAll(words);
    }
  }

  SteadyStateHypothesis hypothesis() {
    return new SteadyStateHypothesis(
        title.isBlank() ? journal.title : title, List.copyOf(probes.values()));
  }

  private void declare(JsonNode probe) {
    if (probes.size() >= MOST) {
      throw ChaosToolkitJournal.tooMany("probes");
    }
    var name = journal.name(probe);
    var tolerance = ToolTolerance.of(probe.path("tolerance"));
    probes.putIfAbsent(name, new SteadyProbe(name, ProbeMeasure.REPORTED, tolerance, null));
  }

  private void state(ExperimentPhase phase, JsonNode state) {
    if (!state.isObject()) {
      return;
    }
    if (++count > MOST) {
      throw ChaosToolkitJournal.tooMany("steady states");
    }
    var allWell = true;
    for (var one : state.path("probes")) {
      declare(one.path("activity"));
      allWell &= take(phase, one);
    }
    var said = state.path("steady_state_met").asBoolean();
    contradiction |= !said && allWell;
    if (phase != ExperimentPhase.DURING || !said) {
      words.add(word(phase, said));
    }
  }

  private static ProbeMeasurement word(ExperimentPhase phase, boolean said) {
    return new ProbeMeasurement(TOOL, phase, null, null, String.valueOf(said), said);
  }

  private boolean hasDeviated() {
    return Stream.concat(measurements.stream(), words.stream())
        .anyMatch(
            one ->
                one.phase() != ExperimentPhase.BEFORE && Boolean.FALSE.equals(one.toleranceMet()));
  }

  /// @return false when the probe is known to be outside its tolerance
  private boolean take(ExperimentPhase phase, JsonNode one) {
    var name = journal.name(one.path("activity"));
    var met = met(one);
    journal.leaveOut(one);
    if (phase == ExperimentPhase.DURING && Boolean.TRUE.equals(met) && !well.add(name)) {
      journal.leftOut.add(Part.REPEATED);
      return true;
    }
    if (measurements.size() >= MOST) {
      throw ChaosToolkitJournal.tooMany("measurements");
    }
    var output = one.path("output");
    measurements.add(
        new ProbeMeasurement(
            name, phase, journal.time(one.path("start")), number(output), text(output), met));
    if (Boolean.FALSE.equals(met)) {
      journal.failurePoints.add(
          "%s was outside its tolerance %s the fault"
              .formatted(name, phase.name().toLowerCase(Locale.ROOT)));
    }
    return !Boolean.FALSE.equals(met);
  }

  /// Whether a probe was within its tolerance. One that did not succeed was not.
  private Boolean met(JsonNode one) {
    if (!one.path("status").asText().equals("succeeded")) {
      return false;
    }
    var tolerance = one.at("/activity/tolerance");
    var judged = ToolTolerance.judge(tolerance, one.path("output"));
    var said = one.path("tolerance_met").isBoolean() ? one.get("tolerance_met").asBoolean() : null;
    if (judged == null) {
      if (said != null) {
        journal.leftOut.add(Part.TOOL_JUDGED);
      }
      return said;
    }
    if (!judged && Boolean.TRUE.equals(said)) {
      journal.leftOut.add(Part.TOOL_CONTRADICTED);
    }
    return judged && !Boolean.FALSE.equals(said);
  }

  private static BigDecimal number(JsonNode output) {
    return output.isNumber() && Double.isFinite(output.doubleValue())
        ? output.decimalValue()
        : null;
  }

  /// Short texts are kept, but none that looks like a secret.
  private static String text(JsonNode output) {
    if (output.isBoolean()) {
      return output.asText();
    }
    return output.isTextual()
            && output.textValue().length() <= TEXT
            && !Secrets.looksLikeOne(output.textValue())
        ? JournalText.cut(output.textValue(), TEXT)
        : null;
  }
}
