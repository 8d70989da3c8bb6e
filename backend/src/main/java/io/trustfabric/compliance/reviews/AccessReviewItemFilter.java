package io.trustfabric.compliance.reviews;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What the items of a review can be narrowed to.
public class AccessReviewItemFilter {

  @QueryParam("decision")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = AccessDecision.class))
  List<String> decision;

  @QueryParam("decided")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String decided;

  @QueryParam("recommendation")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = AccessDecision.class))
  List<String> recommendation;

  @QueryParam("actionStatus")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ActionStatus.class))
  List<String> actionStatus;

  @QueryParam("identityUnresolved")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String identityUnresolved;

  @QueryParam("peerGroup")
  List<String> peerGroup;

  @QueryParam("q")
  @Parameter(
      description = "Words in name, user name, e-mail, owner and subject, the last one as a prefix")
  String q;

  Where where(UUID reviewId) {
    return new Where()
        .also("reviewId = :reviewId", Map.of("reviewId", reviewId))
        .anyOf("decision", AccessDecision.class, decision)
        .flag("decided", decided, "decision is not null", "decision is null")
        .anyOf("recommendation", AccessDecision.class, recommendation)
        .anyOf("actionStatus", ActionStatus.class, actionStatus)
        .flag(
            "identityUnresolved",
            identityUnresolved,
            "identityUnresolved = true",
            "identityUnresolved = false")
        .anyOf("peerGroup", peerGroup)
        .search(q);
  }
}
