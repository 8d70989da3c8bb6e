package io.trustfabric.compliance.reviews;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Sorts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// The items of a review, and what is decided about them.
@Path(AccessReviewResource.PATH + "/{id}")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class AccessReviewItemResource {

  private static final Sorts<AccessReviewItem> SORTS =
      Sorts.<AccessReviewItem>byDefault("position")
          .offer("position", new Sorts.Field<>("position", i -> i.position, Integer::valueOf));

  private final AccessDecisions decisions;
  private final Lists lists;

  AccessReviewItemResource(AccessDecisions decisions, Lists lists) {
    this.decisions = decisions;
    this.lists = lists;
  }

  @GET
  @Path("/items")
  @Operation(operationId = "listAccessReviewItems", summary = "List a review's items")
  public Page<AccessReviewItemView> list(
      @PathParam("id") UUID id,
      @BeanParam AccessReviewItemFilter filter,
      @BeanParam Paging paging) {
    AccessReviews.find(id);
    return lists
        .page(AccessReviewItem.class, filter.where(id), SORTS, paging)
        .map(AccessReviewItemView::of);
  }

  @GET
  @Path("/items/{itemId}")
  @Operation(operationId = "getAccessReviewItem", summary = "One item")
  @PointInTime(AccessReviewItem.class)
  public RestResponse<AccessReviewItemView> get(
      @PathParam("id") UUID id, @PathParam("itemId") UUID itemId) {
    var item = AccessDecisions.item(id, itemId);
    return Answers.one(item, AccessReviewItemView.of(item));
  }

  @POST
  @Path("/items/{itemId}/decision")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "decideAccess",
      summary = "Decide about one item; with its version in If-Match also anew")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ItemDecision.class),
              example = "{\"decision\": \"revoke\", \"reason\": \"left the team\"}"))
  public RestResponse<AccessReviewItemView> decide(
      @PathParam("id") UUID id,
      @PathParam("itemId") UUID itemId,
      @HeaderParam("If-Match") String ifMatch,
      ItemDecision decision) {
    var item = decisions.decide(id, itemId, ifMatch, decision);
    return Answers.one(item, AccessReviewItemView.of(item));
  }

  @POST
  @Path("/decisions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "decideAccessOfMany",
      summary = "Decide about up to 1,000 items, all or none; a conflict names each that cannot be")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ItemDecisions.class),
              example =
                  """
                  {"decisions": [{"itemId": "0199f0f0-0000-7000-8000-000000000000", "decision": "keep"}]}
                  """))
  public RestResponse<AccessReviewView> decideAll(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, ItemDecisions many) {
    var review = decisions.decideAll(id, ifMatch, many);
    return Answers.one(review, AccessReviewView.of(review));
  }
}
