package io.trustfabric.quality.evaluations;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.PointInTime;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// Evaluations: listed, read, and what became of each item.
@Path(EvaluationResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class EvaluationResource {

  static final String PATH = "/api/quality/evaluations";

  private static final Sorts<GoldenEvaluation> SORTS =
      Sorts.<GoldenEvaluation>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", e -> e.createdAt, Times::parse));

  private final Lists lists;
  private final EntityManager entityManager;
  private final ObjectMapper mapper;

  EvaluationResource(Lists lists, EntityManager entityManager, ObjectMapper mapper) {
    this.lists = lists;
    this.entityManager = entityManager;
    this.mapper = mapper;
  }

  @GET
  @Operation(operationId = "listEvaluations", summary = "List evaluations: all are kept")
  public Page<EvaluationView> list(@BeanParam EvaluationFilter filter, @BeanParam Paging paging) {
    return lists
        .page(GoldenEvaluation.class, filter.where(), SORTS, paging)
        .map(evaluation -> EvaluationView.of(evaluation, mapper));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getEvaluation", summary = "One evaluation")
  @PointInTime(GoldenEvaluation.class)
  public RestResponse<EvaluationView> get(@PathParam("id") UUID id) {
    var evaluation = Evaluations.find(id);
    return Answers.one(evaluation, EvaluationView.of(evaluation, mapper));
  }

  @GET
  @Path("/{id}/outcomes")
  @Operation(
      operationId = "listEvaluationOutcomes",
      summary = "What became of each item, and what changed against the former run")
  public Outcomes outcomes(@PathParam("id") UUID id, @BeanParam Outcomes.Query query) {
    return Outcomes.of(entityManager, Evaluations.find(id), query);
  }
}
