package io.trustfabric.quality.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Databases;
import io.trustfabric.testing.HttpApi;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import io.trustfabric.testing.Tokens;
import java.net.URI;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GoldenDatasetRaceTest {

  @TestHTTPResource("/")
  URI root;

  @Test
  void versions_made_at_the_same_moment_get_numbers_of_their_own() {
    var versions = Api.DATASETS + "/" + Api.golden("{}") + "/versions";
    var numbers =
        Together.run(
            8,
            i -> {
              var answer =
                  api()
                      .post(
                          versions,
                          Tokens.person("engineer"),
                          "{\"changeNote\": \"x\", \"items\": [%s]}".formatted(item(i)));
              assertThat(answer.status()).as(answer.text()).isEqualTo(201);
              return answer.body().get("dataVersion").intValue();
            });
    assertThat(numbers).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void one_name_made_at_the_same_moment_is_made_once() {
    var body = Api.dataset("{}");
    var statuses =
        Together.run(6, i -> api().post(Api.DATASETS, Tokens.person("engineer"), body).status());
    assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
  }

  @Test
  void versions_activated_at_the_same_moment_leave_one_active() {
    var first = Api.golden("{}");
    var ids =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    Api.engineer(
                            Api.DATASETS + "/" + first + "/versions",
                            "{\"changeNote\": \"x\", \"items\": [%s]}".formatted(item(i)))
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
            .toList();
    for (int round = 0; round < 4; round++) {
      var statuses =
          Together.run(
              ids.size(),
              i ->
                  api()
                      .patch(
                          Api.DATASETS + "/" + ids.get(i) + "/status",
                          Tokens.person("engineer"),
                          "{\"status\": \"active\"}")
                      .status());
      assertThat(statuses).contains(200).doesNotContain(500, 503);
      assertThat(
              Sql.number(
                  """
                  SELECT count(*) FROM golden_datasets WHERE status = 'active'
                    AND name = (SELECT name FROM golden_datasets WHERE id = ?::uuid)
                  """,
                  first))
          .isOne();
    }
  }

  @Test
  void a_large_version_is_taken_and_given_whole_and_a_larger_one_is_not() {
    var limit = 100_000;
    var items =
        IntStream.range(0, limit)
            .mapToObj(GoldenDatasetRaceTest::item)
            .collect(Collectors.joining("\n"));
    var made =
        api()
            .post(
                Api.DATASETS,
                Tokens.person("engineer"),
                Api.dataset("{\"items\": null}") + "\n" + items,
                "Content-Type",
                "application/x-ndjson");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.body().get("itemCount").intValue()).isEqualTo(limit);
    var path = Api.DATASETS + "/" + made.id();
    assertThat(api().get(path + "/items", Tokens.person("viewer")).text().lines().count())
        .isEqualTo(limit);
    var more =
        api()
            .post(
                path + "/versions",
                Tokens.person("engineer"),
                "{\"changeNote\": \"x\", \"base\": \"%s\", \"upsert\": [%s]}"
                    .formatted(made.id(), item(limit)));
    assertThat(more.status()).as(more.text()).isEqualTo(413);
    assertThat(
            api()
                .post(
                    Api.DATASETS,
                    Tokens.person("engineer"),
                    Api.dataset("{\"items\": null}") + "\n" + items + "\n" + item(limit),
                    "Content-Type",
                    "application/x-ndjson")
                .status())
        .isEqualTo(413);
    assertThat(
            Sql.number(
                "SELECT count(*) FROM golden_items i WHERE NOT EXISTS (SELECT 1 FROM golden_datasets d WHERE d.id = i.dataset_id)"))
        .isZero();
  }

  @Test
  void neither_application_nor_owner_changes_what_a_version_holds() throws Exception {
    var id = Api.golden("{}");
    var insert = "INSERT INTO golden_items VALUES ('%s', 'x', '1', '1', '{}')".formatted(id);
    for (var sql :
        List.of(
            "UPDATE golden_items SET expected = '1' WHERE dataset_id = '%s'".formatted(id),
            "DELETE FROM golden_items WHERE dataset_id = '%s'".formatted(id),
            "DELETE FROM golden_answers_known",
            "DELETE FROM golden_datasets",
            "UPDATE golden_datasets SET content_sha256 = content_sha256",
            insert)) {
      assertThatThrownBy(() -> run(Databases.APP, sql))
          .as(sql)
          .hasMessageMatching("(?s).*(permission denied|takes no more items).*");
    }
    for (var sql :
        List.of(
            "UPDATE golden_items SET expected = '1'",
            "DELETE FROM golden_items",
            "TRUNCATE golden_items",
            insert)) {
      assertThatThrownBy(() -> run(Databases.OWNER, sql))
          .as(sql)
          .hasMessageMatching("(?s).*(never changes|takes no more items).*");
    }
  }

  private static void run(String role, String sql) throws Exception {
    var url =
        org.eclipse.microprofile.config.ConfigProvider.getConfig()
            .getValue("quarkus.datasource.jdbc.url", String.class);
    try (var connection = DriverManager.getConnection(url, role, role);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String item(int i) {
    return "{\"key\": \"k%06d\", \"input\": {\"text\": \"Invoice %d\"}, \"expected\": {\"total\": %d}}"
        .formatted(i, i, i);
  }

  private HttpApi api() {
    return new HttpApi(root.toString().replaceAll("/$", ""));
  }
}
