package io.trustfabric.compliance.evidence;

import static io.trustfabric.compliance.evidence.People.approve;
import static io.trustfabric.compliance.evidence.People.approved;
import static io.trustfabric.compliance.evidence.People.contentSha256;
import static io.trustfabric.compliance.evidence.People.drafted;
import static io.trustfabric.compliance.evidence.People.edit;
import static io.trustfabric.compliance.evidence.People.move;
import static io.trustfabric.compliance.evidence.People.submit;
import static io.trustfabric.compliance.evidence.People.submitted;
import static io.trustfabric.testing.Api.EVIDENCE;
import static io.trustfabric.testing.Api.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.Databases;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import io.trustfabric.testing.Together;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// Four eyes hold in the database, whatever its application would do, and when people race.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FourEyesTest {

  private static final String CHECK = "23514";
  private static final String KEPT = "23000";
  private static final String NO_RIGHT = "42501";

  private static final String APPROVE_REVISION =
      """
      UPDATE evidence_revisions SET approved_at = '2026-02-01', approved_by_issuer = author_issuer,
        approved_by_subject = '%s' WHERE evidence_id = '%s' AND number = %d
      """;

  private static final String APPROVE_EVIDENCE =
      """
      UPDATE compliance_evidence SET status = 'approved', approved_at = '2026-02-01',
        approved_by_issuer = submitted_by_issuer, approved_by_subject = '%s' WHERE id = '%s'
      """;

  private static final String ADD_REVISION =
      """
      INSERT INTO evidence_revisions (id, version, created_at, created_by_issuer, created_by_subject, updated_at,
        updated_by_issuer, updated_by_subject, metadata, personal_salt, evidence_id, number, content, content_sha256,
        controls, by_rationale, effective_from, author_issuer, author_subject)
      SELECT gen_random_uuid(), 0, now(), 'i', 's', now(), 'i', 's', '{}', personal_salt, evidence_id, %d, content,
        content_sha256, controls, by_rationale, effective_from, author_issuer, '%s'
      FROM evidence_revisions WHERE evidence_id = '%s' AND number = 1
      """;

  @Test
  void the_database_refuses_an_approver_who_wrote_or_submitted() throws SQLException {
    var id = submitted("{}");
    move("enzo", id, "{\"status\": \"changes_requested\", \"reason\": \"x\"}").statusCode(200);
    move("enzo", id, "{\"status\": \"draft\"}").statusCode(200);
    edit("nora", id, "{\"title\": \"Other\"}").statusCode(200);
    submit("otto", id).statusCode(200);
    for (var who : List.of("selma", "nora", "otto")) {
      assertThat(run(APPROVE_REVISION.formatted(who, id, 3), APPROVE_EVIDENCE.formatted(who, id)))
          .as(who)
          .isEqualTo(CHECK);
    }
    assertThat(
            run(APPROVE_REVISION.formatted("enzo", id, 3), APPROVE_EVIDENCE.formatted("enzo", id)))
        .isNull();
    get(EVIDENCE + "/" + id).body("status", equalTo("approved"));
  }

  @Test
  void the_database_refuses_what_the_state_machine_would_not_do() throws SQLException {
    var id = submitted("{}");
    // Only one of the two rows, an older revision, a draft.
    assertThat(run(APPROVE_EVIDENCE.formatted("enzo", id))).isEqualTo(CHECK);
    assertThat(run(APPROVE_REVISION.formatted("enzo", id, 2))).isEqualTo(CHECK);
    assertThat(run(APPROVE_REVISION.formatted("enzo", id, 1))).isEqualTo(CHECK);
    var draft = drafted("selma", "{}");
    assertThat(run(APPROVE_REVISION.formatted("enzo", draft, 1))).isEqualTo(CHECK);
    // What is approved, with another content than was submitted.
    assertThat(
            run(
                APPROVE_REVISION.formatted("enzo", id, 2),
                APPROVE_EVIDENCE.formatted("enzo", id),
                "UPDATE compliance_evidence SET content_sha256 = repeat('0', 64) WHERE id = '%s'"
                    .formatted(id)))
        .isEqualTo(CHECK);
    // A revision that comes in approved, out of turn, or beside approved evidence.
    assertThat(run(ADD_REVISION.formatted(7, "mia", id))).isEqualTo(CHECK);
    var approved = approved("{}");
    assertThat(run(ADD_REVISION.formatted(3, "mia", approved))).isEqualTo(CHECK);
    assertThat(
            run(
                "UPDATE evidence_revisions SET approved_by_subject = 'mia' WHERE evidence_id = '%s' AND number = 2"
                    .formatted(approved)))
        .isEqualTo(CHECK);
    assertThat(
            run(
                "UPDATE evidence_revisions SET submitted_by_subject = 'mia' WHERE evidence_id = '%s' AND number = 2"
                    .formatted(approved)))
        .isEqualTo(CHECK);
  }

  @Test
  void the_application_cannot_rewrite_what_was_said() throws SQLException {
    for (var sql :
        List.of(
            "UPDATE evidence_revisions SET content = '{}'",
            "UPDATE evidence_revisions SET author_subject = 'mia'",
            "UPDATE evidence_files SET sha256 = repeat('0', 64)",
            "UPDATE evidence_file_chunks SET bytes = '\\x00'",
            "DELETE FROM evidence_revisions",
            "DELETE FROM compliance_evidence",
            "ALTER TABLE evidence_revisions DISABLE TRIGGER evidence_revision_rules")) {
      assertThat(run(sql)).as(sql).isEqualTo(NO_RIGHT);
    }
    var id = approved("{}");
    assertThat(
            run(
                "INSERT INTO evidence_file_chunks (file_id, number, bytes) SELECT id, 9, '\\x00' FROM evidence_files WHERE evidence_id = '%s'"
                    .formatted(id)))
        .isEqualTo(KEPT);
  }

  @Test
  void an_approval_that_races_a_new_revision_sees_it() throws Exception {
    var id = submitted("{}");
    try (var writer = connect();
        var approver = connect()) {
      writer.setAutoCommit(false);
      // mia's revision is under way; she approves the former one at the same time.
      writer.createStatement().execute(ADD_REVISION.formatted(3, "mia", id));
      var approving =
          java.util.concurrent.CompletableFuture.supplyAsync(
              () -> {
                try {
                  approver.createStatement().execute(APPROVE_REVISION.formatted("mia", id, 2));
                  return null;
                } catch (SQLException e) {
                  return e.getSQLState();
                }
              });
      io.trustfabric.testing.Await.until(
          "the approval waits for the revision",
          java.time.Duration.ofSeconds(30),
          () ->
              Sql.number(
                      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE evidence_revisions%'")
                  > 0);
      writer
          .createStatement()
          .execute(
              "UPDATE compliance_evidence SET revision = 3, content_sha256 = (SELECT content_sha256 FROM evidence_revisions WHERE evidence_id = compliance_evidence.id AND number = 1), status = 'draft', submitted_at = NULL, submitted_by_issuer = NULL, submitted_by_subject = NULL, submitted_by_name = NULL WHERE id = '%s'"
                  .formatted(id));
      writer.commit();
      assertThat(approving.get()).isEqualTo(CHECK);
    }
  }

  @Test
  void of_an_approval_and_edits_at_once_nothing_is_approved_that_was_not_read() {
    for (int round = 0; round < 6; round++) {
      var id = approved("{}");
      edit("selma", id, "{\"title\": \"Next\"}").statusCode(200);
      submit("selma", id).statusCode(200);
      var read = contentSha256(id);
      var work =
          List.<Callable<Integer>>of(
              () -> approve("enzo", id, read).extract().statusCode(),
              () -> approve("nora", id, read).extract().statusCode(),
              () -> edit("enzo", id, "{\"title\": \"Changed\"}").extract().statusCode(),
              () ->
                  move("otto", id, "{\"status\": \"changes_requested\", \"reason\": \"x\"}")
                      .extract()
                      .statusCode());
      var statuses = Together.run(work);
      assertThat(statuses).allMatch(status -> List.of(200, 403, 409).contains(status));
      var view = get(EVIDENCE + "/" + id).extract().jsonPath();
      if (view.getString("status").equals("approved")) {
        assertThat(view.getString("contentSha256")).isEqualTo(read);
      }
      assertThat(
              Sql.number(
                  """
                  SELECT count(*) FROM evidence_revisions r WHERE r.evidence_id = ?::uuid AND r.approved_at IS NOT NULL
                    AND EXISTS (SELECT 1 FROM evidence_revisions o WHERE o.evidence_id = r.evidence_id
                      AND o.number <= r.number AND o.number > coalesce((SELECT max(p.number) FROM evidence_revisions p
                        WHERE p.evidence_id = r.evidence_id AND p.approved_at IS NOT NULL AND p.number < r.number), 0)
                      AND r.approved_by_subject IN (o.author_subject, o.submitted_by_subject))
                  """,
                  id))
          .isZero();
    }
  }

  @Test
  void of_several_who_approve_at_once_one_does() {
    var id = submitted("{}");
    var read = contentSha256(id);
    var statuses = Together.run(6, i -> approve("approver" + i, id, read).extract().statusCode());
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
    assertThat(Collections.frequency(statuses, 409)).isEqualTo(5);
  }

  @Test
  void edits_at_once_are_revisions_one_after_the_other() {
    var id = drafted("selma", "{}");
    Together.run(
        8, i -> edit("writer" + i, id, "{\"title\": \"by %d\"}".formatted(i)).statusCode(200));
    assertThat(
            Sql.one(
                "SELECT string_agg(number::text, ',' ORDER BY number) FROM evidence_revisions WHERE evidence_id = ?::uuid",
                id))
        .isEqualTo(
            String.join(",", IntStream.rangeClosed(1, 9).mapToObj(Integer::toString).toList()));
  }

  /// Runs statements as the application's role in one transaction.
  ///
  /// @return the state of what refused them; null when they were taken
  private static String run(String... statements) throws SQLException {
    try (var connection = connect()) {
      connection.setAutoCommit(false);
      for (var sql : statements) {
        connection.createStatement().execute(sql);
      }
      connection.commit();
      return null;
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private static Connection connect() throws SQLException {
    var source = new PGSimpleDataSource();
    source.setUrl(ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class));
    return source.getConnection(Databases.APP, Databases.APP);
  }
}
