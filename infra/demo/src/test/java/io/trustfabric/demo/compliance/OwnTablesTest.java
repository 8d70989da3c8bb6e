package io.trustfabric.demo.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OwnTablesTest {

  private static final Path MIGRATIONS =
      Path.of("..", "..", "backend", "src", "main", "resources", "db", "migration");

  private static final Pattern TABLE =
      Pattern.compile(
          "^CREATE (?:UNLOGGED )?TABLE (\\w+) \\((.*?)^\\)", Pattern.MULTILINE | Pattern.DOTALL);

  /// Columns that say who: of a record's authors, of the ledger, of those who called.
  private static final Pattern WHO =
      Pattern.compile("^\\s+(?:\\w+_)?subject\\s", Pattern.MULTILINE);

  @Test
  void everyTableOfTheMigrationsIsClassifiedAndNoOther() throws IOException {
    assertThat(OwnTables.reports().keySet()).isEqualTo(tables().keySet());
  }

  @Test
  void aTableThatNamesPeopleHoldsPersonalData() throws IOException {
    tables()
        .forEach(
            (table, columns) -> {
              if (WHO.matcher(columns).find()) {
                assertThat(OwnTables.reports().get(table).get("dataType").textValue())
                    .as(table)
                    .isEqualTo("pii");
              }
            });
  }

  @Test
  void noTableIsClassifiedTwice() {
    var groups = Samples.read("tables.json").get("groups");
    var listed = groups.valueStream().mapToInt(group -> group.get("tables").size()).sum();

    assertThat(listed).isEqualTo(OwnTables.reports().size());
  }

  /// Columns by table.
  private static Map<String, String> tables() throws IOException {
    var tables = new TreeMap<String, String>();
    try (var files = Files.list(MIGRATIONS)) {
      for (var file : files.toList()) {
        TABLE
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> tables.put(found.group(1), found.group(2)));
      }
    }
    return tables;
  }
}
