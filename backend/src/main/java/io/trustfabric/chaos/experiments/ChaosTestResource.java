package io.trustfabric.chaos.experiments;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_CHAOS;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MergePatch;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Refusal;
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

/// Experiments: started, observed, ended, learnt from.
@Path(ChaosTestResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class ChaosTestResource {

  public static final String PATH = "/api/chaos/tests";

  private static final Sorts<ChaosTestResult> SORTS =
      Sorts.<ChaosTestResult>byDefault("-startedAt")
          .offer(
              "startedAt",
              new Sorts.Field<>("clock.startedAt", t -> t.clock().startedAt(), Times::parse));

  private final ChaosTests tests;
  private final Lists lists;
  private final ObjectMapper mapper;

  ChaosTestResource(ChaosTests tests, Lists lists, ObjectMapper mapper) {
    this.tests = tests;
    this.lists = lists;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_CHAOS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "startChaosTest", summary = "Start an experiment")
  public RestResponse<ChaosTestView> start(ChaosTestReport report) {
    var test = tests.start(report);
    return Answers.created(test, PATH, tests.view(test));
  }

  @GET
  @Operation(operationId = "listChaosTests", summary = "List experiments")
  public Page<ChaosTestView> list(@BeanParam ChaosTestFilter filter, @BeanParam Paging paging) {
    return tests.views(lists.page(ChaosTestResult.class, filter.where(), SORTS, paging));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getChaosTest", summary = "One experiment")
  @PointInTime(ChaosTestResult.class)
  public RestResponse<ChaosTestView> get(@PathParam("id") UUID id) {
    return answer(find(id));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({REPORT_CHAOS, ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "editChaosTest",
      summary = "Change what was learnt from an experiment, and which incident it caused")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ChaosTestEdit.class)))
  public RestResponse<ChaosTestView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var test = find(id, ifMatch);
    tests.edit(test, patch.applyTo(ChaosTestEdit.of(test), mapper));
    return answer(test);
  }

  @PATCH
  @Path("/{id}/observations")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_CHAOS, ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "observeChaosTest",
      summary = "Report what was seen of a running experiment: fault, clearing, recovery, figures")
  public RestResponse<ChaosTestView> observe(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, ChaosObservations seen) {
    var test = find(id, ifMatch);
    tests.observe(test, seen);
    return answer(test);
  }

  @PATCH
  @Path("/{id}/complete")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_CHAOS, ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "completeChaosTest",
      summary =
          "End an experiment that ran to its end; figures that nobody gave are read from Prometheus,"
              + " and its outcome is worked out")
  public RestResponse<ChaosTestView> complete(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, ChaosObservations seen) {
    var test = find(id, ifMatch);
    tests.complete(test, seen);
    return answer(test);
  }

  @PATCH
  @Path("/{id}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_CHAOS, ENGINEER, ADMIN})
  @Transactional
  @Operation(
      operationId = "moveChaosTest",
      summary = "Say that an experiment was aborted, or broke by itself")
  public RestResponse<ChaosTestView> move(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, ChaosMove move) {
    var test = find(id, ifMatch);
    tests.move(test, move);
    return answer(test);
  }

  private RestResponse<ChaosTestView> answer(ChaosTestResult test) {
    return Answers.one(test, tests.view(test));
  }

  private static ChaosTestResult find(UUID id, String ifMatch) {
    var test = find(id);
    IfMatch.check(test, ifMatch);
    return test;
  }

  private static ChaosTestResult find(UUID id) {
    return ChaosTestResult.<ChaosTestResult>findByIdOptional(id)
        .orElseThrow(() -> Refusal.notFound("chaos test", id));
  }
}
