package io.trustfabric.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a page of the list costs: shared buffers touched by the very statements the backend sends,
/// and the time of the request beside.
final class Lists {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/api/security/events?";

  /// Past five executions PostgreSQL may turn to a generic plan; this many make sure of it.
  private static final int SETTLED = 8;

  private static final String BY_TIME = "-occurredAt";

  /// One way to ask for the list.
  ///
  /// @param deep whether nine tenths of the table lie before the page
  record Ask(String name, String query, String sort, boolean deep) {}

  /// Buffers of one statement.
  ///
  /// @param custom planned for the very values
  /// @param settled by the plan that is taken after {@link #SETTLED} executions in one session
  record Buffers(long custom, long settled) {
    long worse() {
      return Math.max(custom, settled);
    }
  }

  /// What one ask costs.
  ///
  /// @param millis over HTTP, from the scheduled time
  record Cost(Buffers rows, Buffers count, String plan, Sample millis) {}

  /// @param perSecond the rate of the open-model load
  /// @param lag of the generator itself
  record Result(
      int size, Map<Ask, Cost> costs, Sample millis, double perSecond, Sample lag, int failures) {}

  private Lists() {}

  static List<Ask> asks() {
    var narrow = new LinkedHashMap<String, String>();
    narrow.put("plain", "");
    narrow.put("severity, rare (2 %)", "severity=critical");
    narrow.put("severity, frequent (58 %)", "severity=low");
    narrow.put("severity, two values (12 %)", "severity=high&severity=critical");
    narrow.put("status, rare (3 %)", "status=investigating");
    narrow.put("status, frequent (83 %)", "status=resolved");
    narrow.put("status, two values (9 %)", "status=open&status=investigating");
    narrow.put("event type (10 %)", "eventType=malware");
    narrow.put("source (5 %)", "source=detector-7");
    narrow.put("actor (1 %)", "actor=account-42");
    narrow.put("assignee (2 %)", "assignee=analyst-3");
    narrow.put("unassigned (85 %)", "unassigned=true");
    narrow.put("personal data (10 %)", "personalData=true");
    narrow.put("report due (about 20 rows)", "reportState=due");
    narrow.put("report overdue (60 rows)", "reportState=overdue");
    narrow.put("q, 20 rows", "q=zebrafish");
    narrow.put("q, 1 %", "q=quarantine");
    narrow.put("q, 30 %", "q=exfiltration");
    narrow.put("q, two words and a prefix", "q=exfiltration%20quaran");
    narrow.put("status and severity", "status=open&severity=critical");
    narrow.put("status and q", "status=open&q=exfiltration");
    var asks = new ArrayList<Ask>();
    narrow.forEach(
        (name, query) -> {
          asks.add(new Ask(name, query, BY_TIME, false));
          asks.add(new Ask(name, query, BY_TIME, true));
        });
    for (var deep : new boolean[] {false, true}) {
      asks.add(new Ask("a day", "day", BY_TIME, deep));
      asks.add(new Ask("oldest first", "", "occurredAt", deep));
      asks.add(new Ask("by severity, worst first", "", "-severity", deep));
      asks.add(new Ask("by severity, mildest first", "", "severity", deep));
      asks.add(new Ask("status, by severity", "status=open", "-severity", deep));
    }
    return asks;
  }

  /// Loads that many rows and measures every ask.
  static Result measure(Fabric fabric, int size, int requests) throws SQLException, IOException {
    Rows.load(fabric, size);
    var paths = new LinkedHashMap<Ask, String>();
    for (var ask : asks()) {
      paths.put(ask, path(fabric, ask));
    }
    var buffers = new LinkedHashMap<Ask, Cost>();
    for (var ask : paths.entrySet()) {
      buffers.put(ask.getKey(), buffers(fabric, ask.getValue()));
    }
    var load = load(fabric, List.copyOf(paths.values()), requests);
    var latency = load.result();
    var millis = new LinkedHashMap<Ask, Cost>();
    var asks = List.copyOf(paths.keySet());
    for (int a = 0; a < asks.size(); a++) {
      var cost = buffers.get(asks.get(a));
      var own = new ArrayList<Double>();
      for (int i = a; i < latency.due().length; i += asks.size()) {
        own.add((latency.done()[i] - latency.due()[i]) / 1e6);
      }
      millis.put(
          asks.get(a),
          new Cost(
              cost.rows(),
              cost.count(),
              cost.plan(),
              Sample.of(own.stream().mapToDouble(d -> d).toArray())));
    }
    return new Result(
        size, millis, latency.latency(), load.perSecond(), latency.lag(), latency.failures());
  }

  private record Load(double perSecond, OpenLoad.Result result) {}

  /// At half of what goes through in a closed loop.
  private static Load load(Fabric fabric, List<String> paths, int requests) {
    ClosedLoad.run(Duration.ofSeconds(4), 4, w -> call(fabric.wire(), paths));
    var through = ClosedLoad.run(Duration.ofSeconds(6), 4, w -> call(fabric.wire(), paths));
    var rate = Math.max(10, through.perSecond() * 0.5);
    var schedule =
        Schedule.poisson(rate, Duration.ofMillis((long) (requests * 1_000 / rate)), requests);
    return new Load(rate, OpenLoad.run(schedule, 16, w -> call(fabric.wire(), paths)));
  }

  private static Call call(Wire wire, List<String> paths) {
    return number -> wire.get(paths.get(number % paths.size())).status() == 200;
  }

  private static String path(Fabric fabric, Ask ask) throws SQLException {
    var from = ask.sort().equals("occurredAt") ? "0.9" : "0.1";
    var at =
        "SELECT occurred_at, id FROM security_events ORDER BY occurred_at OFFSET"
            + " (SELECT (count(*) * %s)::bigint FROM security_events) LIMIT 1".formatted(from);
    var instant =
        fabric.one(
            "SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM ("
                + at
                + ") x");
    var id = fabric.one("SELECT id FROM (" + at + ") x");
    var query = ask.query();
    if (query.equals("day")) {
      var day = ask.deep() ? instant : java.time.Instant.now().toString();
      var end = java.time.Instant.parse(day);
      query = "occurredFrom=%s&occurredTo=%s".formatted(end.minus(Duration.ofDays(1)), end);
    }
    var path = new StringBuilder(PATH).append(query).append("&sort=").append(ask.sort());
    if (ask.deep()) {
      var rank =
          switch (ask.sort()) {
            case "-severity" -> "\n0";
            case "severity" -> "\n2";
            default -> "";
          };
      var cursor = ask.sort() + rank + "\n" + instant + "\n" + id;
      path.append("&cursor=")
          .append(
              Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(cursor.getBytes(StandardCharsets.UTF_8)));
    }
    return path.toString();
  }

  private static Cost buffers(Fabric fabric, String path) throws SQLException, IOException {
    var statements =
        StatementLog.during(
                fabric,
                () -> {
                  try (var wire = fabric.wire()) {
                    var answer = wire.get(path);
                    if (answer.status() != 200) {
                      throw new IOException(path + " answers " + answer.text());
                    }
                  }
                })
            .stream()
            // What schedules write beside it is no part of the list.
            .filter(s -> s.sql().startsWith("select") && s.sql().contains("security_events"))
            .toList();
    var count = statements.stream().filter(s -> s.sql().contains("count(")).toList();
    var rows = statements.stream().filter(s -> s.sql().contains("personal_salt")).toList();
    if (rows.size() != 1 || count.size() != 1) {
      throw new IOException("unexpected statements for " + path + ": " + statements);
    }
    try (var connection = fabric.connect("app")) {
      var plan = new ArrayList<String>();
      return new Cost(
          buffers(connection, rows.getFirst(), plan),
          buffers(connection, count.getFirst(), plan),
          String.join(" | ", plan),
          null);
    }
  }

  private static Buffers buffers(
      Connection connection, StatementLog.Statement query, List<String> plans)
      throws SQLException, IOException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET plan_cache_mode = force_custom_plan");
      statement.execute("PREPARE asked AS " + query.sql());
      var execute = "EXECUTE asked" + query.arguments();
      var custom = explain(connection, execute, plans);
      statement.execute("DEALLOCATE asked");
      statement.execute("SET plan_cache_mode = auto");
      statement.execute("PREPARE asked AS " + query.sql());
      for (int i = 0; i < SETTLED; i++) {
        statement.execute(execute);
      }
      var settled = explain(connection, execute, plans);
      statement.execute("DEALLOCATE asked");
      return new Buffers(custom, settled);
    }
  }

  private static long explain(Connection connection, String execute, List<String> plans)
      throws SQLException, IOException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + execute)) {
      rows.next();
      var plan = JSON.readTree(rows.getString(1)).at("/0/Plan");
      plans.add(nodes(plan));
      return plan.get("Shared Hit Blocks").asLong() + plan.get("Shared Read Blocks").asLong();
    }
  }

  /// The plan in a few words: its scans.
  private static String nodes(JsonNode plan) {
    var own =
        plan.get("Node Type").asText()
            + (plan.has("Index Name") ? " " + plan.get("Index Name").asText() : "");
    var inner = new ArrayList<String>();
    plan.path("Plans").forEach(child -> inner.add(nodes(child)));
    return inner.isEmpty() ? own : own + " < " + String.join(" + ", inner);
  }
}
