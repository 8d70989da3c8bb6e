package io.trustfabric.compliance.evidence;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MergePatch;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import io.trustfabric.web.Where;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Evidence: written, submitted, judged by another person, reviewed again.
@Path(EvidenceResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class EvidenceResource {

  static final String PATH = "/api/compliance/evidence";

  private static final Sorts.Field<ComplianceEvidence> REVIEW =
      new Sorts.Field<>("nextReviewDueAt", e -> e.nextReviewDueAt, Times::parse);

  private static final Sorts<ComplianceEvidence> SORTS =
      Sorts.<ComplianceEvidence>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", e -> e.createdAt, Times::parse))
          .offer("nextReviewDueAt", REVIEW);

  private static final Sorts<ComplianceEvidence> DUE_FIRST =
      Sorts.<ComplianceEvidence>byDefault("nextReviewDueAt").offer("nextReviewDueAt", REVIEW);

  private static final Sorts<EvidenceRevision> REVISIONS =
      Sorts.<EvidenceRevision>byDefault("-number")
          .offer("number", new Sorts.Field<>("number", r -> r.number, Long::valueOf));

  private final Evidences evidences;
  private final Lists lists;
  private final ObjectMapper mapper;

  EvidenceResource(Evidences evidences, Lists lists, ObjectMapper mapper) {
    this.evidences = evidences;
    this.lists = lists;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "draftEvidence", summary = "Draft a piece of evidence")
  public RestResponse<EvidenceView> draft(EvidenceReport report) {
    var evidence = evidences.draft(report);
    return Answers.created(evidence, PATH, Evidences.view(evidence));
  }

  @GET
  @Operation(operationId = "listEvidence", summary = "List evidence")
  public Page<EvidenceView> list(@BeanParam EvidenceFilter filter, @BeanParam Paging paging) {
    return Evidences.views(lists.page(ComplianceEvidence.class, filter.where(), SORTS, paging));
  }

  @GET
  @Path("/due-reviews")
  @Operation(
      operationId = "listDueEvidenceReviews",
      summary = "Approved evidence whose review is overdue or soon due, the most urgent first")
  public Page<EvidenceView> dueReviews(
      @QueryParam("within")
          @Parameter(
              description = "How far ahead to look, an ISO 8601 duration",
              schema = @Schema(type = SchemaType.STRING, defaultValue = "P30D"))
          String within,
      @BeanParam Paging paging) {
    var where =
        new Where()
            .also(
                "status = :status and nextReviewDueAt < :until",
                Map.of(
                    "status", EvidenceStatus.APPROVED, "until", Clock.now().plus(ahead(within))));
    return Evidences.views(lists.page(ComplianceEvidence.class, where, DUE_FIRST, paging));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getEvidence", summary = "One piece of evidence")
  @PointInTime(ComplianceEvidence.class)
  public RestResponse<EvidenceView> get(@PathParam("id") UUID id) {
    var evidence = find(id);
    return Answers.one(evidence, Evidences.view(evidence));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "editEvidence",
      summary = "Change what a draft or approved evidence says; what was approved is a draft again")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = EvidenceEdit.class)))
  public RestResponse<EvidenceView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var evidence = Evidences.locked(id, ifMatch);
    var now = EvidenceEdit.of(evidence, EvidenceFile.of(id));
    evidences.edit(evidence, patch.applyTo(now, mapper));
    return Answers.one(evidence, Evidences.view(evidence));
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "moveEvidence",
      summary = "Submit, judge, withdraw, supersede or revoke evidence")
  public RestResponse<EvidenceView> move(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, EvidenceMove move) {
    var evidence = Evidences.locked(id, ifMatch);
    evidences.move(evidence, move);
    return Answers.one(evidence, Evidences.view(evidence));
  }

  @GET
  @Path("/{id}/revisions")
  @Operation(
      operationId = "listEvidenceRevisions",
      summary = "What evidence said at each time, who wrote, submitted and approved it")
  public Page<EvidenceRevisionView> revisions(@PathParam("id") UUID id, @BeanParam Paging paging) {
    find(id);
    var where = new Where().id("evidenceId", id.toString());
    return lists
        .page(EvidenceRevision.class, where, REVISIONS, paging)
        .map(EvidenceRevisionView::of);
  }

  @GET
  @Path("/{id}/revisions/{number}")
  @Operation(operationId = "getEvidenceRevision", summary = "One revision with all it says")
  @PointInTime(EvidenceRevision.class)
  public RestResponse<EvidenceRevisionView> revision(
      @PathParam("id") UUID id, @PathParam("number") long number) {
    var revision =
        EvidenceRevision.of(id, number)
            .orElseThrow(() -> Refusal.notFound("revision of this evidence", number));
    return Answers.one(revision, EvidenceRevisionView.whole(revision));
  }

  private static ComplianceEvidence find(UUID id) {
    return ComplianceEvidence.<ComplianceEvidence>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("evidence", id));
  }

  private static Duration ahead(String within) {
    try {
      var ahead = within == null ? Duration.ofDays(30) : Duration.parse(within);
      if (!ahead.isNegative() && ahead.compareTo(Duration.ofDays(3_650)) <= 0) {
        return ahead;
      }
    } catch (DateTimeException e) {
      // refused below like one that is too long
    }
    throw Invalid.field("?within", "must be an ISO 8601 duration up to P3650D, such as P30D");
  }
}
