package io.trustfabric.security.incidents;

import io.trustfabric.record.Clock;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of action items can be narrowed to.
public class ActionItemFilter {

  private static final List<ActionItemStatus> OPEN =
      List.of(ActionItemStatus.OPEN, ActionItemStatus.IN_PROGRESS);

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ActionItemStatus.class))
  List<String> status;

  @QueryParam("owner")
  List<String> owner;

  @QueryParam("incidentId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String incidentId;

  @QueryParam("overdue")
  @Parameter(
      description = "true: still to be done, and late; false: the others",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String overdue;

  Where where() {
    var where = new Where().anyOf("status", ActionItemStatus.class, status).anyOf("owner", owner);
    if (incidentId != null) {
      where.id("incidentId", incidentId);
    }
    var late = "status in :stillOpen and dueAt < :now";
    var values = Map.<String, Object>of("stillOpen", OPEN, "now", Clock.now());
    return switch (overdue) {
      case null -> where;
      case "true" -> where.also(late, values);
      case "false" -> where.also("not (" + late + ")", values);
      default -> where.refuse("overdue", "must be true or false");
    };
  }
}
