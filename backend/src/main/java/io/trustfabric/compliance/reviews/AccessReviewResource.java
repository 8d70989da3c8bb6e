package io.trustfabric.compliance.reviews;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MaxBody;
import io.trustfabric.web.MergePatch;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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

/// Access reviews: planned, started with a frozen population, completed or cancelled.
@Path(AccessReviewResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class AccessReviewResource {

  static final String PATH = "/api/compliance/access-reviews";

  private static final Sorts<AccessReview> SORTS =
      Sorts.<AccessReview>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", r -> r.createdAt, Times::parse))
          .offer("dueAt", new Sorts.Field<>("dueAt", r -> r.dueAt, Times::parse));

  private final AccessReviews reviews;
  private final Lists lists;
  private final ObjectMapper mapper;

  AccessReviewResource(AccessReviews reviews, Lists lists, ObjectMapper mapper) {
    this.reviews = reviews;
    this.lists = lists;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "planAccessReview", summary = "Plan a review")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = AccessReviewReport.class),
              example =
                  """
                  {"reviewType": "user_access", "scope": "realm trust-fabric", "reviewer": "cora",
                   "dueAt": "2026-03-31T00:00:00Z"}
                  """))
  public RestResponse<AccessReviewView> plan(AccessReviewReport report) {
    var review = report.toReview();
    review.persistAndFlush();
    return Answers.created(review, PATH, AccessReviewView.of(review));
  }

  @GET
  @Operation(operationId = "listAccessReviews", summary = "List reviews")
  public Page<AccessReviewView> list(
      @BeanParam AccessReviewFilter filter, @BeanParam Paging paging) {
    return lists.page(AccessReview.class, filter.where(), SORTS, paging).map(AccessReviewView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getAccessReview", summary = "One review")
  @PointInTime(AccessReview.class)
  public RestResponse<AccessReviewView> get(@PathParam("id") UUID id) {
    var review = AccessReviews.find(id);
    return Answers.one(review, AccessReviewView.of(review));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(operationId = "editAccessReview", summary = "Change who does a review until when")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = AccessReviewEdit.class)))
  public RestResponse<AccessReviewView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var review = AccessReviews.held(id, ifMatch);
    patch.applyTo(AccessReviewEdit.of(review), mapper).applyTo(review);
    AccessReview.flush();
    return Answers.one(review, AccessReviewView.of(review));
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "moveAccessReview",
      summary =
          "Start a review with its population (at most 5,000 accounts, 8 MiB), complete or cancel it")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = AccessReviewMove.class),
              example =
                  """
                  {"status": "in_progress", "items": [{"username": "vera", "email": "vera@example.com",
                   "currentPermissions": ["viewer"], "lastUsedAt": "2026-01-31T10:00:00Z"}]}
                  """))
  public RestResponse<AccessReviewView> move(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @MaxBody(mib = 8) AccessReviewMove move) {
    var review = reviews.move(id, ifMatch, move);
    return Answers.one(review, AccessReviewView.of(review));
  }
}
