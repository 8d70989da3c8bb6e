package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Clock;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of reviews can be narrowed to.
public class AccessReviewFilter {

  @QueryParam("reviewType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ReviewType.class))
  List<String> reviewType;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ReviewStatus.class))
  List<String> status;

  @QueryParam("reviewer")
  List<String> reviewer;

  @QueryParam("overdue")
  @Parameter(
      description = "Whether it should have ended by now",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String overdue;

  @QueryParam("actionsPending")
  @Parameter(
      description = "Whether something decided is not proved yet",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String actionsPending;

  @QueryParam("dueFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String dueFrom;

  @QueryParam("dueTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String dueTo;

  @QueryParam("q")
  @Parameter(description = "Words in scope and reviewer, the last one as a prefix")
  String q;

  Where where() {
    return new Where()
        .anyOf("reviewType", ReviewType.class, reviewType)
        .anyOf("status", ReviewStatus.class, status)
        .anyOf("reviewer", reviewer)
        .flag(
            "overdue",
            overdue,
            "(isOpen = true and dueAt < :now)",
            "(isOpen = false or dueAt >= :now)",
            Map.of("now", Clock.now()))
        .flag("actionsPending", actionsPending, "actionsPending > 0", "actionsPending = 0")
        .from("dueAt", "dueFrom", dueFrom)
        .to("dueAt", "dueTo", dueTo)
        .search(q);
  }
}
