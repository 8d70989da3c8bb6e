package io.trustfabric.chaosrun.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.local.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Processes of a run that was killed before it could stop them.
final class Leftovers {

  private static final List<String> REGISTERS =
      List.of("backends.json", "databases.json", "children.json");

  private Leftovers() {}

  /// Ends what the registers below the folder name, if it lives.
  static void end(Path folder) throws IOException {
    try (var files = Files.walk(folder, 2)) {
      for (var register :
          files.filter(file -> REGISTERS.contains(file.getFileName().toString())).toList()) {
        wake(register);
        new Children(register).endOrphans();
      }
    }
  }

  /// What stands frozen cannot end in good order, nor can its own children.
  private static void wake(Path register) throws IOException {
    for (JsonNode entry : new ObjectMapper().readTree(register.toFile())) {
      var started = Instant.parse(entry.get("startedAt").textValue());
      ProcessHandle.of(entry.get("pid").longValue())
          .filter(process -> isSame(process, started))
          .ifPresent(Processes::wake);
    }
  }

  private static boolean isSame(ProcessHandle process, Instant started) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, started).abs().compareTo(Duration.ofSeconds(3)) < 0)
        .orElse(false);
  }
}
