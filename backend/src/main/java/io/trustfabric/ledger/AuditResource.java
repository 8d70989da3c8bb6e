package io.trustfabric.ledger;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.FormerStates;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.RecordKinds;
import io.trustfabric.web.Answers;
import io.trustfabric.web.AsOfRead;
import io.trustfabric.web.Page;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;

/// The audit ledger. Who may read a record may read its lines; reading across records is itself a
/// line.
@Path("/api/audit")
public class AuditResource {

  /// What record types and actions are named like.
  private static final String NAME = "[a-z_.]{1,100}";

  /// What is asked of the ledger.
  public static class Query {
    @QueryParam("limit")
    @Parameter(
        description = "How many, 1 to 200",
        schema =
            @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "nextCursor of the page before")
    String cursor;

    private final List<Invalid.Field> errors = new ArrayList<>();

    int limit() {
      return (int) number("limit", limit, 50L, 1, 200).longValue();
    }

    Long before() {
      return number("cursor", cursor, null, 0, Long.MAX_VALUE);
    }

    void check() {
      if (!errors.isEmpty()) {
        throw new Invalid(errors);
      }
    }

    private Long number(String name, String text, Long otherwise, long least, long most) {
      if (text == null) {
        return otherwise;
      }
      try {
        var number = Long.parseLong(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // refused below like a number out of bounds
      }
      refuse(
          name,
          name.equals("limit")
              ? "must be a whole number from 1 to 200"
              : "is not a cursor of this list");
      return least;
    }

    void refuse(String name, String message) {
      errors.add(new Invalid.Field("?" + name, message));
    }
  }

  /// What the whole ledger can be narrowed to.
  public static class WholeQuery extends Query {
    /// Values of one filter.
    private static final int MOST = 50;

    @QueryParam("recordType")
    @Parameter(description = "Repeatable")
    List<String> recordType;

    @QueryParam("recordId")
    @Parameter(
        description = "Lines about this record, and batch lines that hold it",
        schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    String recordId;

    @QueryParam("action")
    @Parameter(description = "Repeatable")
    List<String> action;

    @QueryParam("actor")
    @Parameter(description = "Subject of who did it, as in actor.subject; repeatable")
    List<String> actor;

    @QueryParam("from")
    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String from;

    @QueryParam("to")
    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    String to;

    LedgerFilter filter(List<String> kinds) {
      return new LedgerFilter(
          each("recordType", recordType, NAME, "must be a name in lower snake case"),
          id(),
          each("action", action, NAME, "must be a name in lower snake case"),
          each("actor", actor, "[^\\p{Cntrl}]{1,255}", "must be a subject"),
          time("from", from),
          time("to", to),
          kinds);
    }

    private List<String> each(String name, List<String> values, String form, String message) {
      var given = values == null ? List.<String>of() : values;
      if (given.size() > MOST || given.stream().anyMatch(value -> !value.matches(form))) {
        refuse(name, given.size() > MOST ? "at most %d values".formatted(MOST) : message);
      }
      return given;
    }

    private UUID id() {
      try {
        return recordId == null ? null : UUID.fromString(recordId);
      } catch (IllegalArgumentException e) {
        refuse("recordId", "must be a UUID");
        return null;
      }
    }

    private Instant time(String name, String text) {
      var time = text == null ? null : Times.parse(text);
      if (text != null && time == null) {
        refuse(name, "must be an RFC 3339 time");
      }
      return time;
    }
  }

  private final LedgerEntries entries;
  private final ChangeCapture changes;
  private final FormerStates states;
  private final RecordKinds kinds;
  private final AsOfRead read;

  AuditResource(
      LedgerEntries entries,
      ChangeCapture changes,
      FormerStates states,
      RecordKinds kinds,
      AsOfRead read) {
    this.entries = entries;
    this.changes = changes;
    this.states = states;
    this.kinds = kinds;
    this.read = read;
  }

  @GET
  @Path("/entries")
  @RolesAllowed({AUDITOR, SECURITY, COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "listLedgerEntries",
      summary = "The whole ledger, newest first; the read is itself a line")
  public Page<LedgerEntryView> entries(@BeanParam WholeQuery query) {
    var filter = query.filter(kinds.names());
    var limit = query.limit();
    var before = query.before();
    query.check();
    var asked = JsonNodeFactory.instance.objectNode().put("limit", limit).put("before", before);
    changes.inTransaction(
        (ledger, connection) -> ledger.note(connection, "ledger.read", "ledger", null, asked));
    return entries.page(filter, before, limit);
  }

  @GET
  @Path("/records/{recordType}/{recordId}")
  @RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
  @Operation(operationId = "listRecordHistory", summary = "One record's ledger lines, newest first")
  public Page<LedgerEntryView> ofRecord(
      @PathParam("recordType") String type,
      @PathParam("recordId") UUID id,
      @BeanParam Query query) {
    var limit = query.limit();
    var before = query.before();
    query.check();
    if (!type.matches(NAME)) {
      throw Refusal.notFound("record", id);
    }
    var page = entries.ofRecord(type, id, before, limit);
    if (page.items().isEmpty() && before == null) {
      throw Refusal.notFound(type, id);
    }
    return page;
  }

  @GET
  @Path("/records/{recordType}/{recordId}/state")
  @RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
  @PointInTime
  @Operation(
      operationId = "getRecordState",
      summary = "What a record of any kind was, as the ledger recorded it; the newest by default")
  public RestResponse<RecordStateView> state(
      @PathParam("recordType") String type, @PathParam("recordId") UUID id) {
    var kind = kinds.named(type).orElseThrow(() -> Refusal.notFound("record", id));
    var state =
        states
            .at(type, id, kinds.personal(kind), read.asOf())
            .orElseThrow(() -> Refusal.notFound(type, id));
    return Answers.former(state.recordVersion(), RecordStateView.of(type, id, state));
  }
}
