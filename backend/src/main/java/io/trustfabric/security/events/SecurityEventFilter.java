package io.trustfabric.security.events;

import io.trustfabric.record.Clock;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of security events can be narrowed to.
public class SecurityEventFilter {

  @QueryParam("severity")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = Severity.class))
  List<String> severity;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = SecurityEventStatus.class))
  List<String> status;

  @QueryParam("eventType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = SecurityEventType.class))
  List<String> eventType;

  @QueryParam("source")
  List<String> source;

  @QueryParam("actor")
  List<String> actor;

  @QueryParam("assignee")
  List<String> assignee;

  @QueryParam("unassigned")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String unassigned;

  @QueryParam("personalData")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String personalData;

  @QueryParam("reportState")
  @Parameter(
      description = "Reports to an authority that are still to be made",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"due", "overdue"}))
  String reportState;

  @QueryParam("incidentId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String incidentId;

  @QueryParam("occurredFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String occurredFrom;

  @QueryParam("occurredTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String occurredTo;

  @QueryParam("q")
  @Parameter(description = "Words in title and description, the last one as a prefix")
  String q;

  Where where() {
    var where =
        new Where()
            .anyOf("severity", "severityRank", Severity.class, severity)
            .anyOf("status", SecurityEventStatus.class, status)
            .anyOf("eventType", SecurityEventType.class, eventType)
            .anyOf("source", source)
            .anyOf("actor", actor)
            .anyOf("assignee", assignee)
            .flag("unassigned", unassigned, "assignee is null", "assignee is not null")
            .flag("personalData", personalData, "personalData = true", "personalData = false")
            .from("occurredAt", "occurredFrom", occurredFrom)
            .to("occurredAt", "occurredTo", occurredTo)
            .search(q);
    if (incidentId != null) {
      where.id("incidentId", incidentId);
    }
    return reportState(where);
  }

  private Where reportState(Where where) {
    var open = "authorityReport.required = true and authorityReport.reportedAt is null and ";
    return switch (reportState) {
      case null -> where;
      case "due" -> where.also(open + "authorityReport.dueAt >= :now", Map.of("now", Clock.now()));
      case "overdue" ->
          where.also(open + "authorityReport.dueAt < :now", Map.of("now", Clock.now()));
      default -> where.refuse("reportState", "must be one of due, overdue");
    };
  }
}
