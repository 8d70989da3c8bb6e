package io.trustfabric.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementsTest {

  private static final String LOG =
      """
      2026-01-01 00:00:00.000 UTC [7] LOG:  execute S_1: BEGIN
      2026-01-01 00:00:00.000 UTC [7] LOG:  execute S_2: insert into t (id, at, title, j) values ($1,$2,$3,$4)
      2026-01-01 00:00:00.001 UTC [7] DETAIL:  Parameters: $1 = '0199aaaa-0000-7000-8000-000000000000', \
      $2 = '2026-01-01 00:00:00.5+00', $3 = 'it''s 777000777', $4 = NULL
      2026-01-01 00:00:00.002 UTC [7] LOG:  execute S_3: WITH line AS (
      \t  INSERT INTO l VALUES ($1::jsonb))
      \tSELECT 1
      2026-01-01 00:00:00.002 UTC [7] DETAIL:  Parameters: $1 = '{"a":true,"v":"777000777"}'
      2026-01-01 00:00:00.003 UTC [7] LOG:  statement: SELECT 1
      """;

  @Test
  void readsStatementsAndValuesFromTheServersLog() {
    var statements = StatementLog.parse(LOG);
    assertThat(statements).hasSize(3);
    assertThat(statements.get(1).values())
        .containsEntry(3, "'it''s 777000777'")
        .containsEntry(4, "NULL");
    assertThat(statements.get(2).sql()).startsWith("WITH line AS (\n").endsWith("SELECT 1");
  }

  @Test
  void turnsThemIntoAScriptWithFreshIdsTimesAndNumbers() {
    var statements = StatementLog.parse(LOG);
    assertThat(PgBench.script(statements.subList(1, 3)))
        .isEqualTo(
            """
            \\set n random(100000000, 999999999)
            \\startpipeline
            BEGIN;
            insert into t (id, at, title, j) values (uuidv7(),now(),('it''s ' || :n || ''),NULL);
            \\endpipeline
            WITH line AS ( INSERT INTO l VALUES (('{"a": true,"v":"' || :n || '"}')::jsonb)) SELECT 1;
            COMMIT;
            """);
  }

  @Test
  void readsAValueOfAnyLength() {
    var bytes = "'\\x" + "7b".repeat(60_000) + "'";
    var log =
        "2026-01-01 00:00:00.000 UTC [7] LOG:  execute S_1: SELECT $1\n"
            + "2026-01-01 00:00:00.000 UTC [7] DETAIL:  Parameters: $1 = "
            + bytes;
    assertThat(StatementLog.parse(log).getFirst().values()).containsEntry(1, bytes);
  }
}
