package io.trustfabric.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where it was measured, without names of hosts.
final class Machine {

  private Machine() {}

  static List<String> facts(Fabric fabric, String load) throws SQLException {
    var facts = new ArrayList<String>();
    facts.add(
        "%d cores (%s), %s of memory, %s %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                after("/proc/cpuinfo", "model name"),
                memory(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
    facts.add("load average before the run: " + load);
    facts.add(
        "JVM: %s %s; backend with -Xmx768m and the serial collector, as `make run` starts it"
            .formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")));
    facts.add(
        "PostgreSQL %s: fsync %s, synchronous_commit %s, full_page_writes %s, shared_buffers %s, max_wal_size %s"
            .formatted(
                fabric.one("SHOW server_version"),
                fabric.one("SHOW fsync"),
                fabric.one("SHOW synchronous_commit"),
                fabric.one("SHOW full_page_writes"),
                fabric.one("SHOW shared_buffers"),
                fabric.one("SHOW max_wal_size")));
    var pgbench = PgBench.version();
    facts.add(pgbench == null ? "pgbench is not installed: its part is left out" : pgbench);
    facts.add(
        "tokens: issued by the real Keycloak (client credentials), verified on every request");
    return facts;
  }

  /// The load averages of the last 1, 5 and 15 minutes.
  static String load() {
    try {
      var words = Files.readString(Path.of("/proc/loadavg")).split(" ");
      return String.join(" ", words[0], words[1], words[2]);
    } catch (IOException unknown) {
      return "unknown";
    }
  }

  private static String memory() {
    var words = after("/proc/meminfo", "MemTotal").split(" ");
    return words[0].matches("\\d+")
        ? String.format(Locale.ROOT, "%.0f GiB", Long.parseLong(words[0]) / 1048576.0)
        : "unknown";
  }

  private static String after(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException unknown) {
      return "unknown";
    }
  }
}
