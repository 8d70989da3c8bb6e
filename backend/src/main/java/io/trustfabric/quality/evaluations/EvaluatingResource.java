package io.trustfabric.quality.evaluations;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_TESTS;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Answers;
import io.trustfabric.web.HeadedBody;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.MaxBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Takes answers to a version's cases; the product says which are right.
@Path("/api/quality/golden-datasets/{id}/evaluations")
public class EvaluatingResource {

  private final Evaluations evaluations;
  private final ObjectMapper mapper;

  EvaluatingResource(Evaluations evaluations, ObjectMapper mapper) {
    this.evaluations = evaluations;
    this.mapper = mapper;
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, HeadedBody.NDJSON})
  @RolesAllowed({REPORT_TESTS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "evaluateGoldenDataset",
      summary = "Have answers to a version's cases evaluated; up to 100,000 and 64 MiB")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EvaluationReport.class)),
        @Content(mediaType = HeadedBody.NDJSON, schema = @Schema(implementation = String.class))
      })
  public RestResponse<EvaluationView> evaluate(
      @PathParam("id") UUID id, @Context HttpHeaders headers, @MaxBody(mib = 64) InputStream body) {
    var evaluation = evaluations.evaluate(id, body, headers.getMediaType());
    var view = EvaluationView.of(evaluation, mapper);
    return Answers.created(evaluation, EvaluationResource.PATH, view);
  }
}
