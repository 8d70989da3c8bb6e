package io.trustfabric.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.record.Approval;
import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.Approvals;
import io.trustfabric.record.ApprovedAction;
import io.trustfabric.record.Change;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Ledger;
import io.trustfabric.record.RecordKinds;
import io.trustfabric.record.RecordState;
import io.trustfabric.record.TrustRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Personal values are erased when one person asks and another agrees: from all of the record's
/// lines and from its row. What may go, and that it were two people, the database itself knows
/// (V22); bytes, positions and proofs stay as they are.
@ApplicationScoped
public class Erasures implements ApprovedAction {

  static final String ACTION = "personal_data.erase";

  /// Not a field of a state but the reasons that were given in a record's lines.
  static final String REASON = "/reason";

  /// What stands in a row where something was erased, as JSON.
  static final Set<String> MARKERS =
      Set.of("\"erased\"", "{\"erased\":true}", "[\"erased\"]", "\"" + "0".repeat(64) + "\"");

  private static final String LEFT =
      """
      SELECT count(*) FROM ledger_rows_of(?1, ?2) one JOIN ledger_payloads y USING (line_id, row_index),
        jsonb_each(y.personal) value
      WHERE ledger_field(value.key) = ANY (?3)
        AND value.value -> 'value' NOT IN ('"erased"', '{"erased": true}', '["erased"]', '{}', '[]', to_jsonb(repeat('0', 64)))
      """;

  /// The violations by which the database refuses an erasure: its own rules, and a row's.
  private static final Set<String> REFUSALS = Set.of("23514", "23000");

  private final Approvals approvals;
  private final RecordKinds kinds;
  private final ChangeCapture changes;
  private final EntityManager entityManager;

  Erasures(
      Approvals approvals, RecordKinds kinds, ChangeCapture changes, EntityManager entityManager) {
    this.approvals = approvals;
    this.kinds = kinds;
    this.changes = changes;
    this.entityManager = entityManager;
  }

  /// Asks a second person for an erasure.
  ///
  /// @throws Invalid naming every field that there is not, or that is kept
  /// @throws Conflict when such a record is kept, nothing is left to erase, or it was asked already
  Approval request(ErasureRequest request) {
    var type = request.recordType();
    var record = record(type, request.recordId());
    if (record == null) {
      throw Invalid.field("/recordId", "there is no such record of that kind");
    }
    var erasable = erasable(type);
    if (erasable.isEmpty()) {
      throw new Conflict(
          "A %s is kept as it is: what was decided and approved must stay known (GDPR Art. 17(3)(b), (e))."
              .formatted(type));
    }
    checkKept(record);
    var fields = fields(request, erasable);
    if (left(type, record.id, fields) == 0) {
      throw new Conflict("Nothing of this is left to erase.");
    }
    return approvals.request(
        ACTION,
        record,
        Map.of("fields", fields, "gdprReference", request.gdprReference()),
        request.reason());
  }

  private static List<String> fields(ErasureRequest request, List<String> erasable) {
    if (request.fields() == null) {
      return erasable;
    }
    var errors = new ArrayList<Invalid.Field>();
    IntStream.range(0, request.fields().size())
        .filter(i -> !erasable.contains(request.fields().get(i)))
        .forEach(i -> errors.add(kept("/fields/" + i, request.fields().get(i), erasable)));
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return request.fields().stream().distinct().sorted().toList();
  }

  private static Invalid.Field kept(String pointer, String field, List<String> erasable) {
    return new Invalid.Field(
        pointer,
        field.matches("/(actorName|clientAddress)|/[A-Za-z]+By/name|/author/name")
            ? "is kept: who acted must stay known (GDPR Art. 17(3)(b), (e))"
            : "must be one of " + String.join(", ", erasable));
  }

  private static void checkKept(TrustRecord record) {
    if (record.keptBecause() != null) {
      throw new Conflict(record.keptBecause());
    }
  }

  private TrustRecord record(String type, UUID id) {
    return kinds.named(type).<TrustRecord>map(kind -> entityManager.find(kind, id)).orElse(null);
  }

  @SuppressWarnings("unchecked")
  private List<String> erasable(String type) {
    List<String> pointers =
        entityManager
            .createNativeQuery(
                "SELECT pointer FROM ledger_erasable WHERE record_type = ?1", String.class)
            .setParameter(1, type)
            .getResultList();
    if (!pointers.isEmpty()) {
      pointers.add(REASON);
    }
    return pointers.stream().sorted().toList();
  }

  private long left(String type, UUID id, List<String> fields) {
    return (Long)
        entityManager
            .createNativeQuery(LEFT, Long.class)
            .setParameter(1, type)
            .setParameter(2, id)
            .setParameter(3, fields.toArray(String[]::new))
            .getSingleResult();
  }

  /// How many values went by each of these erasures, as far as they were carried out.
  @SuppressWarnings("unchecked")
  Map<UUID, Long> erasedValues(List<Approval> asked) {
    List<Object[]> rows =
        entityManager
            .createNativeQuery(
                "SELECT approval_id, erased_values FROM ledger_erasures WHERE approval_id = ANY (?1)",
                Object[].class)
            .setParameter(1, asked.stream().map(one -> one.id).toArray(UUID[]::new))
            .getResultList();
    return rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1]));
  }

  static List<String> fields(JsonNode payload) {
    return payload.path("fields").valueStream().map(JsonNode::textValue).toList();
  }

  @Override
  public String action() {
    return ACTION;
  }

  @Override
  public TrustRecord find(UUID id) {
    return record(newest(id).recordType, id);
  }

  private static Approval newest(UUID recordId) {
    return Approval.<Approval>find(
            "action = ?1 and recordId = ?2 order by createdAt desc", ACTION, recordId)
        .firstResult();
  }

  @Override
  public void carryOut(TrustRecord record, JsonNode payload, String reason) {
    checkKept(record);
    // The query lets the database know of the decision, which it looks at itself.
    Approval approval =
        Approval.find(
                "action = ?1 and recordId = ?2 and status = ?3 order by decidedAt desc",
                ACTION,
                record.id,
                ApprovalStatus.APPROVED)
            .firstResult();
    var before = kinds.state(record);
    changes.inTransaction(
        (ledger, connection) -> {
          var gone = erase(connection, approval.id);
          entityManager.refresh(record);
          leaveLines(ledger, connection, approval, before, kinds.state(record), gone);
        });
  }

  private static long erase(Connection connection, UUID approval) throws SQLException {
    try (var call = connection.prepareStatement("SELECT erase_personal_values(?)")) {
      call.setObject(1, approval);
      try (var row = call.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      if (REFUSALS.contains(e.getSQLState())) {
        throw new Conflict("The record's own rules do not let it be erased now.");
      }
      throw e;
    }
  }

  /// The record's change, of which only what it became is told, and the tombstone.
  private static void leaveLines(
      Ledger ledger,
      Connection connection,
      Approval approval,
      RecordState before,
      RecordState after,
      long gone)
      throws SQLException {
    ledger.write(
        connection, List.of(new Change(after.type() + ".erased", null, before, after, true)));
    var tombstone = JsonNodeFactory.instance.objectNode();
    tombstone.put("approvalId", approval.id.toString());
    tombstone.set("gdprReference", approval.payload().get("gdprReference"));
    tombstone.set("fields", approval.payload().get("fields"));
    tombstone.put("erasedValues", gone);
    ledger.note(connection, "personal_data.erased", after.type(), after.id(), tombstone);
  }
}
