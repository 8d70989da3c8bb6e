package io.trustfabric.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `pgbench -M prepared` as the measure of what this PostgreSQL can do with the statements of one
/// recorded event. Positions are given by the running backend's sequencer, to both alike.
final class PgBench {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d+)");
  private static final Pattern UUID = Pattern.compile("'[0-9a-f]{8}-[0-9a-f-]{27}'");
  private static final Pattern TIME = Pattern.compile("'\\d{4}-\\d\\d-\\d\\d \\d\\d:[^']*'");
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

  private final Fabric fabric;
  private final Path script;

  PgBench(Fabric fabric, List<StatementLog.Statement> transaction) throws IOException {
    this.fabric = fabric;
    this.script = Files.createTempFile("trust-fabric", ".pgbench");
    script.toFile().deleteOnExit();
    Files.writeString(script, script(transaction));
  }

  /// Its version line, or null where it is not installed.
  static String version() {
    try {
      var process = new ProcessBuilder("pgbench", "--version").redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.strip() : null;
    } catch (IOException absent) {
      return null;
    } catch (InterruptedException e) {
      throw Threads.interrupted(e);
    }
  }

  /// The recorded transaction as a script. `BEGIN` travels with the first statement, as the JDBC
  /// driver sends it.
  static String script(List<StatementLog.Statement> transaction) {
    var script = new StringBuilder("\\set n random(100000000, 999999999)\n");
    script.append("\\startpipeline\nBEGIN;\n");
    var first = true;
    for (var statement : transaction) {
      script.append(withValues(statement).replaceAll("\\s*\\n\\s*", " ")).append(";\n");
      if (first) {
        script.append("\\endpipeline\n");
        first = false;
      }
    }
    return script.append("COMMIT;\n").toString();
  }

  private static String withValues(StatementLog.Statement statement) {
    return PLACEHOLDER
        .matcher(statement.sql())
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    value(statement.values().get(Integer.valueOf(found.group(1))))));
  }

  /// Ids and times are made afresh, marked texts get a number of their own; the rest stays.
  private static String value(String literal) {
    if (UUID.matcher(literal).matches()) {
      return "uuidv7()";
    }
    if (TIME.matcher(literal).matches()) {
      return "now()";
    }
    // A colon before a letter would be taken for a variable.
    var safe = literal.replaceAll(":(?=[A-Za-z_])", ": ");
    return safe.contains(Events.MARK)
        ? "(" + safe.replace(Events.MARK, "' || :n || '") + ")"
        : safe;
  }

  /// Transactions per second.
  double run(int connections, Duration length) throws IOException {
    var command =
        new ProcessBuilder(
            "pgbench",
            "-n",
            "-M",
            "prepared",
            "-h",
            "localhost",
            "-p",
            Integer.toString(fabric.postgresPort()),
            "-U",
            "trust_fabric_app",
            "-c",
            Integer.toString(connections),
            "-j",
            "2",
            "-T",
            Long.toString(length.toSeconds()),
            "-f",
            script.toString(),
            "trust_fabric");
    command.environment().put("PGPASSWORD", fabric.password("app"));
    var process = command.redirectErrorStream(true).start();
    try {
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var code = process.waitFor();
      var tps = TPS.matcher(text);
      var failed = FAILED.matcher(text);
      if (code != 0 || !tps.find() || (failed.find() && !failed.group(1).equals("0"))) {
        throw new IOException(String.format(Locale.ROOT, "pgbench failed (%d): %s", code, text));
      }
      return Double.parseDouble(tps.group(1));
    } catch (InterruptedException e) {
      throw Threads.interrupted(e);
    } finally {
      process.destroy();
    }
  }
}
