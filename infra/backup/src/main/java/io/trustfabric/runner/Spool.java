package io.trustfabric.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reports on their way to the API: each lies in a file before it is sent, and goes only when the
/// one before it has gone. What one run's first report made is known to the others by the run's id:
/// `run:<uuid>` in a path or a body stands for the record's id.
final class Spool {

  private static final String RUN = "run:";
  private static final Pattern RUNS = Pattern.compile(RUN + "([0-9a-f-]{36})");

  private final Path waiting;
  private final Path refused;
  private final Path ids;
  private final Api api;
  private final PrintStream log;

  Spool(Path state, Api api, PrintStream log) {
    this.waiting = state.resolve("spool");
    this.refused = state.resolve("refused");
    this.ids = state.resolve("ids");
    this.api = api;
    this.log = log;
  }

  /// How other reports name the record that a run becomes.
  static String record(UUID run) {
    return RUN + run;
  }

  /// Keeps a report that makes a run's record.
  void create(UUID run, String path, ObjectNode body) {
    put(Json.object().put("method", "POST").put("path", path).put("makes", run.toString()), body);
  }

  /// Keeps a report that changes a record.
  ///
  /// @param becomes the status it then has
  void change(String path, String becomes, ObjectNode body) {
    put(Json.object().put("method", "PATCH").put("path", path).put("becomes", becomes), body);
  }

  /// Keeps a report that ends what a killed run began, if it has not been ended by then.
  void settle(String path, String becomes, ObjectNode body) {
    var report = Json.object().put("method", "PATCH").put("path", path);
    put(report.put("becomes", becomes).put("unlessEnded", true), body);
  }

  /// The API's id of what a run became; empty while it has not been told.
  Optional<String> id(UUID run) {
    var file = ids.resolve(run + ".json");
    return Files.exists(file)
        ? Optional.of(Json.read(file).get("id").textValue())
        : Optional.empty();
  }

  /// Knows a run's record, found elsewhere.
  void learn(UUID run, String id) {
    Json.write(ids.resolve(run + ".json"), Json.object().put("id", id));
  }

  /// Whether a run's record is there, or will be once everything has been reported.
  boolean knows(UUID run) {
    return id(run).isPresent()
        || Json.files(waiting).stream()
            .anyMatch(file -> Json.read(file).path("makes").asText().equals(run.toString()));
  }

  /// Whether everything has been sent.
  boolean isEmpty() {
    return Json.files(waiting).isEmpty();
  }

  /// Whether the API has refused reports that no person has looked at since.
  boolean hasRefused() {
    return !Json.files(refused).isEmpty();
  }

  /// Sends what waits, in order, until there is nothing or nobody listens. A report that the API
  /// refuses for good is put aside with its answer, as no other would ever get past it.
  void send() {
    for (var file : Json.files(waiting)) {
      try {
        if (!isGone(file)) {
          return;
        }
      } catch (Api.NoAnswer e) {
        log.println("Reports wait: " + e.getMessage());
        return;
      }
    }
  }

  /// Sends one report; false when it has to wait.
  private boolean isGone(Path file) throws Api.NoAnswer {
    var report = Json.read(file);
    var text = resolved(report.get("path").textValue() + "\n" + report.get("body"));
    if (text.isEmpty()) {
      return putAside(file, report, "It speaks of a record that was never made.");
    }
    var cut = text.get().indexOf('\n');
    var triedBefore = report.path("tried").asBoolean();
    Json.write(file, report.put("tried", true));
    var answer =
        api.send(
            report.get("method").textValue(),
            text.get().substring(0, cut),
            Json.parse(text.get().substring(cut + 1)),
            Optional.ofNullable(report.path("makes").textValue()));
    if (answer.isForLater()) {
      log.println("Reports wait: the API answers %d.".formatted(answer.status()));
      return false;
    }
    // Its answer may have been lost the first time.
    var arrivedBefore = triedBefore && answer.isDone(report.path("becomes").asText());
    var endedBefore =
        report.path("unlessEnded").asBoolean()
            && (answer.isDone("completed") || answer.isDone("failed"));
    if (!answer.isGood() && !arrivedBefore && !endedBefore) {
      return putAside(file, report, answer.text());
    }
    if (report.has("makes")) {
      learn(UUID.fromString(report.get("makes").textValue()), answer.body().get("id").textValue());
    }
    Json.delete(file);
    return true;
  }

  private boolean putAside(Path file, ObjectNode report, String why) {
    Json.write(refused.resolve(file.getFileName()), report.put("answer", why));
    Json.delete(file);
    log.println("A report is refused and lies in %s now: %s".formatted(refused, why));
    return true;
  }

  private void put(ObjectNode report, ObjectNode body) {
    report.set("body", body);
    var files = Json.files(waiting);
    var next = files.isEmpty() ? 0 : Long.parseLong(number(files.getLast())) + 1;
    Json.write(waiting.resolve("%012d.json".formatted(next)), report);
  }

  private static String number(Path file) {
    return file.getFileName().toString().substring(0, 12);
  }

  /// The text with records' ids for runs'; empty when one of them has no record.
  private Optional<String> resolved(String text) {
    var known = text;
    for (var run : runs(text).entrySet()) {
      var id = id(run.getValue());
      if (id.isEmpty()) {
        return Optional.empty();
      }
      known = known.replace(run.getKey(), id.get());
    }
    return Optional.of(known);
  }

  private static Map<String, UUID> runs(String text) {
    return RUNS.matcher(text)
        .results()
        .collect(
            Collectors.toMap(
                MatchResult::group, found -> UUID.fromString(found.group(1)), (a, b) -> a));
  }
}
