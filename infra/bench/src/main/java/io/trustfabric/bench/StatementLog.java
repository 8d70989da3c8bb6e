package io.trustfabric.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The statements that the backend really sends, with their values, from the server's own log.
final class StatementLog {

  private static final Pattern ENTRY =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)\\] (\\w+):  (.*)", Pattern.DOTALL);
  private static final Pattern EXECUTE = Pattern.compile("execute [^:]+: (.*)", Pattern.DOTALL);
  private static final Pattern VALUE =
      Pattern.compile("\\$(\\d+) = (NULL|'[^']*+(?:''[^']*+)*+')", Pattern.DOTALL);

  /// One statement as it was executed.
  ///
  /// @param sql with $1, $2… for its values
  /// @param values SQL literals by their number from 1
  record Statement(String sql, Map<Integer, String> values) {

    /// The values in order, as `EXECUTE name (…)` takes them; empty when there are none.
    String arguments() {
      return values.isEmpty() ? "" : "(" + String.join(", ", values.values()) + ")";
    }
  }

  /// What is done while the log is read.
  interface Work {
    void run() throws IOException;
  }

  private StatementLog() {}

  /// Runs the work alone and returns what was executed meanwhile by all sessions, in order.
  static List<Statement> during(Fabric fabric, Work work) throws SQLException, IOException {
    fabric.execute("ALTER SYSTEM SET log_statement = 'all'");
    fabric.execute("SELECT pg_reload_conf()");
    Threads.sleep(java.time.Duration.ofMillis(300));
    var before = Files.size(fabric.postgresLog());
    try {
      work.run();
      Threads.sleep(java.time.Duration.ofMillis(100));
    } finally {
      fabric.execute("ALTER SYSTEM RESET log_statement");
      fabric.execute("SELECT pg_reload_conf()");
    }
    return parse(textAfter(fabric.postgresLog(), before));
  }

  private static String textAfter(Path log, long offset) throws IOException {
    try (var channel = Files.newByteChannel(log)) {
      channel.position(offset);
      var bytes = java.nio.ByteBuffer.allocate((int) (channel.size() - offset));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until all is read
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }

  static List<Statement> parse(String log) {
    var statements = new ArrayList<Statement>();
    var entry = new StringBuilder();
    for (var line : log.split("\n")) {
      if (line.startsWith("\t")) {
        entry.append('\n').append(line, 1, line.length());
      } else {
        add(entry.toString(), statements);
        entry.setLength(0);
        entry.append(line);
      }
    }
    add(entry.toString(), statements);
    return statements;
  }

  private static void add(String entry, List<Statement> statements) {
    var matcher = ENTRY.matcher(entry);
    if (!matcher.matches()) {
      return;
    }
    var text = matcher.group(3);
    var execute = EXECUTE.matcher(text);
    if (matcher.group(2).equals("LOG") && execute.matches()) {
      statements.add(new Statement(execute.group(1).strip(), new TreeMap<>()));
    } else if (matcher.group(2).equals("DETAIL") && !statements.isEmpty()) {
      var values = VALUE.matcher(text);
      while (values.find()) {
        statements.getLast().values().put(Integer.valueOf(values.group(1)), values.group(2));
      }
    }
  }
}
