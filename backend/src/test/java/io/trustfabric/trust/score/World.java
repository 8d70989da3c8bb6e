package io.trustfabric.trust.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.trust.facts.Picture;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A made-up system: facts of which it is known how they are to be judged, and what plain
/// arithmetic makes of the judgements.
final class World {

  enum Verdict {
    GOOD,
    BAD,
    UNKNOWN
  }

  enum Kind {
    SUITE,
    DATASET,
    SECRET,
    SLO,
    REVIEW,
    EVIDENCE
  }

  static final int ADDITIONS = 12;

  private static final Instant AT = Instant.parse("2026-06-30T12:00:00Z");
  private static final String RECENT = AT.minus(Duration.ofHours(2)).toString();
  private static final String LONG_AGO = AT.minus(Duration.ofDays(400)).toString();
  private static final String AHEAD = AT.plus(Duration.ofDays(30)).toString();

  /// Controls of ISO 27001's annex that there are in every edition of our data.
  private static final List<String> FOUR =
      List.of("iso27001/A.5.1", "iso27001/A.5.2", "iso27001/A.5.3", "iso27001/A.5.4");

  private static final List<String> CHAOS =
      List.of("connector_outage", "queue_delay", "db_failover", "service_degradation");

  private final Map<String, Long> totals = new HashMap<>();
  private final Map<String, SortedMap<String, JsonNode>> facts = new HashMap<>();
  private final Map<String, int[]> verdicts = new HashMap<>();
  private final Map<String, Verdict> chaos = new HashMap<>();
  private boolean four;
  private int covered;
  private int count;

  World add(Kind kind, Verdict verdict) {
    judged(kind.name(), verdict);
    var id = "x-" + ++count;
    switch (kind) {
      case SUITE ->
          fact("suite", id)
              .put("failed", verdict == Verdict.BAD ? 1 : 0)
              .put("passed", 5)
              .put("at", verdict == Verdict.UNKNOWN ? LONG_AGO : RECENT);
      case DATASET -> {
        fact("dataset", id);
        if (verdict != Verdict.UNKNOWN) {
          fact("dataset_evaluation", id)
              .put("low", verdict == Verdict.GOOD ? 0.93 : 0.899)
              .put("at", RECENT);
        }
      }
      case SECRET -> {
        var secret = fact("secret", id).put("status", "in_progress");
        if (verdict != Verdict.UNKNOWN) {
          secret.put("success", "s").put("dueAt", verdict == Verdict.GOOD ? AHEAD : RECENT);
        }
      }
      case SLO -> {
        fact("slo", id);
        if (verdict != Verdict.UNKNOWN) {
          fact("slo_standing", id)
              .put("status", verdict == Verdict.GOOD ? "on_track" : "at_risk")
              .put("until", RECENT);
        }
      }
      case REVIEW -> {
        var review = fact("access_review", id).put("dueAt", RECENT);
        review.put("status", verdict == Verdict.BAD ? "in_progress" : "completed");
        review.put("completedAt", verdict == Verdict.GOOD ? RECENT : LONG_AGO);
      }
      case EVIDENCE -> fact("evidence", id).put("dueAt", verdict == Verdict.GOOD ? AHEAD : RECENT);
    }
    return this;
  }

  World model(Verdict evaluated, Verdict steady) {
    judged("EVALUATED", evaluated);
    judged("STEADY", steady);
    var id = "m-" + ++count;
    fact("production_model", id).put("artifact", true);
    if (evaluated != Verdict.UNKNOWN) {
      fact("model_evaluation", id).put("low", evaluated == Verdict.GOOD ? 0.95 : 0.2);
    }
    if (steady != Verdict.UNKNOWN) {
      fact("drift", id).put("open", steady == Verdict.BAD ? 2 : 0).put("checkedAt", RECENT);
    }
    return this;
  }

  World policy(Verdict onTime, Verdict restored) {
    judged("ON_TIME", onTime);
    judged("RESTORED", restored);
    var id = "p-" + ++count;
    fact("backup_policy", id)
        .put("target", id)
        .put("activatedAt", onTime == Verdict.BAD ? LONG_AGO : RECENT)
        .put("fullEverySeconds", 86_400)
        .put("toleranceSeconds", 0);
    if (onTime == Verdict.GOOD) {
      fact("backup", id).putObject("full").put("completedAt", RECENT);
    }
    if (restored != Verdict.UNKNOWN) {
      fact("restore_ended", id).put("passed", restored == Verdict.GOOD).put("at", RECENT);
    }
    return this;
  }

  World chaos(String type, Verdict verdict) {
    chaos.put(type, verdict);
    if (verdict == Verdict.UNKNOWN) {
      facts.getOrDefault("chaos", new TreeMap<>()).remove(type);
    } else {
      fact("chaos", type).put("passed", verdict == Verdict.GOOD).put("at", RECENT);
    }
    return this;
  }

  World total(String measure, long by) {
    totals.merge(measure, by, Long::sum);
    return this;
  }

  World report() {
    fact("authority_report", "r-" + ++count).put("dueAt", RECENT);
    return this;
  }

  World actionItem() {
    fact("action_item", "a-" + ++count).put("dueAt", RECENT);
    return this;
  }

  /// Three frameworks and the rest of the fourth are out of scope.
  World onlyFourControls() {
    four = true;
    for (var framework : List.of("soc2", "gdpr", "hipaa")) {
      fact("scope", framework).putArray("categories");
    }
    fact("scope", "iso27001").putArray("categories").add("organizational");
    return this;
  }

  World cover(int controls) {
    covered = controls;
    var named = fact("covering", "c").put("from", LONG_AGO).putArray("controls");
    FOUR.subList(0, controls).forEach(named::add);
    return this;
  }

  /// One more of something.
  World addOne(int kind, Verdict verdict) {
    switch (kind) {
      case 0, 1, 2, 3, 4, 5 -> {
        if (Kind.values()[kind] != Kind.EVIDENCE || verdict != Verdict.UNKNOWN) {
          add(Kind.values()[kind], verdict);
        }
      }
      case 6 -> model(verdict, verdict);
      case 7 -> policy(verdict, verdict);
      case 8 -> {
        var worse = chaos.getOrDefault(CHAOS.getFirst(), Verdict.UNKNOWN);
        if (verdict == Verdict.GOOD || worse != Verdict.GOOD || verdict == Verdict.BAD) {
          chaos(CHAOS.getFirst(), verdict);
        }
      }
      case 9 ->
          total("security_event/critical/" + (verdict == Verdict.GOOD ? "resolved" : "open"), 1);
      case 10 -> total("incident/sev1/" + (verdict == Verdict.GOOD ? "closed" : "mitigated"), 1);
      default -> {
        if (verdict != Verdict.GOOD) {
          report().actionItem();
        }
      }
    }
    return this;
  }

  static World random(Random random) {
    var world = new World().onlyFourControls().cover(random.nextInt(5));
    for (var kind : Kind.values()) {
      for (int i = random.nextInt(6); i > 0; i--) {
        var verdict = verdict(random);
        world.add(
            kind, kind == Kind.EVIDENCE && verdict == Verdict.UNKNOWN ? Verdict.BAD : verdict);
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      world.model(verdict(random), verdict(random));
      world.policy(verdict(random), verdict(random));
    }
    CHAOS.forEach(type -> world.chaos(type, verdict(random)));
    for (var severity : List.of("low", "medium", "high", "critical")) {
      for (var status : List.of("open", "investigating", "resolved", "false_positive")) {
        world.total("security_event/" + severity + "/" + status, random.nextInt(5));
      }
    }
    for (var severity : List.of("sev1", "sev2", "sev3", "sev4")) {
      for (var status : List.of("detected", "acknowledged", "mitigated", "resolved", "closed")) {
        world.total("incident/" + severity + "/" + status, random.nextInt(2));
      }
    }
    if (random.nextBoolean()) {
      world.report().actionItem();
    }
    return world;
  }

  private static Verdict verdict(Random random) {
    return Verdict.values()[random.nextInt(3)];
  }

  Picture picture() {
    if (four) {
      outsideTheFour();
    }
    return new Picture(42, AT, totals, facts);
  }

  /// The annex's chapter on organisation has 37 controls.
  private void outsideTheFour() {
    for (int i = 5; i <= 37; i++) {
      fact("not_applicable", "iso27001/A.5." + i);
    }
  }

  /// The score, worked out from the judgements alone.
  BigDecimal expected() {
    var sum = BigDecimal.ZERO;
    for (var claim :
        Map.ofEntries(
                Map.entry("SUITE", 7),
                Map.entry("DATASET", 7),
                Map.entry("EVALUATED", 7),
                Map.entry("STEADY", 7),
                Map.entry("SECRET", 10),
                Map.entry("SLO", 12),
                Map.entry("REVIEW", 3),
                Map.entry("EVIDENCE", 3),
                Map.entry("ON_TIME", 5),
                Map.entry("RESTORED", 5))
            .entrySet()) {
      var judged = verdicts.getOrDefault(claim.getKey(), new int[3]);
      sum = sum.add(share(claim.getValue(), judged[0], judged[0] + judged[1] + judged[2]));
    }
    sum = sum.add(share(8, covered, 4));
    sum =
        sum.add(share(4, (int) chaos.values().stream().filter(v -> v == Verdict.GOOD).count(), 4));
    return sum.add(events()).add(incidents());
  }

  private BigDecimal events() {
    var handled = 0L;
    var all = 0L;
    for (var severity : List.of("medium", "high", "critical")) {
      var done = sum("security_event/" + severity, "resolved", "false_positive");
      handled += done;
      all += done + sum("security_event/" + severity, "open", "investigating");
    }
    return share(12, handled, all)
        .subtract(cost(2, sum("security_event/critical", "open", "investigating")))
        .subtract(cost(0.5, sum("security_event/high", "open", "investigating")))
        .subtract(cost(3, size("authority_report")))
        .max(BigDecimal.ZERO);
  }

  private BigDecimal incidents() {
    var done = 0L;
    var all = 0L;
    for (var severity : List.of("sev1", "sev2", "sev3", "sev4")) {
      var resolved = sum("incident/" + severity, "resolved", "closed");
      done += resolved;
      all += resolved + sum("incident/" + severity, "detected", "acknowledged", "mitigated");
    }
    return share(10, done, all)
        .subtract(cost(5, sum("incident/sev1", "detected", "acknowledged", "mitigated")))
        .subtract(cost(3, sum("incident/sev2", "detected", "acknowledged", "mitigated")))
        .subtract(cost(0.5, size("action_item")))
        .max(BigDecimal.ZERO);
  }

  private static BigDecimal cost(double each, long count) {
    return BigDecimal.valueOf(each).multiply(BigDecimal.valueOf(count));
  }

  private static BigDecimal share(int weight, long good, long all) {
    return all == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(weight)
            .multiply(BigDecimal.valueOf(good))
            .divide(BigDecimal.valueOf(all), 2, RoundingMode.DOWN);
  }

  private long sum(String prefix, String... statuses) {
    long sum = 0;
    for (var status : statuses) {
      sum += totals.getOrDefault(prefix + "/" + status, 0L);
    }
    return sum;
  }

  private long size(String kind) {
    return facts.getOrDefault(kind, new TreeMap<>()).size();
  }

  private void judged(String claim, Verdict verdict) {
    verdicts.computeIfAbsent(claim, c -> new int[3])[verdict.ordinal()]++;
  }

  private ObjectNode fact(String kind, String subject) {
    var fact = JsonNodeFactory.instance.objectNode();
    facts.computeIfAbsent(kind, k -> new TreeMap<>()).put(subject, fact);
    return fact;
  }

  @Override
  public String toString() {
    return totals + " " + facts;
  }
}
