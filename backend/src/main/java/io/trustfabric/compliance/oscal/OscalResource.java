package io.trustfabric.compliance.oscal;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.compliance.catalogs.ComplianceScope;
import io.trustfabric.compliance.coverage.Standings;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;

/// A framework's three OSCAL documents, each of which refers to the others by relative addresses.
@Path("/api/compliance/oscal")
@RolesAllowed({AUDITOR, COMPLIANCE, ADMIN})
public class OscalResource {

  private final Catalogs catalogs;
  private final Standings standings;
  private final OscalResults results;
  private final ChangeCapture changes;

  OscalResource(
      Catalogs catalogs, Standings standings, OscalResults results, ChangeCapture changes) {
    this.catalogs = catalogs;
    this.standings = standings;
    this.results = results;
    this.changes = changes;
  }

  @GET
  @Path("/catalog")
  @Operation(
      operationId = "exportOscalCatalog",
      summary = "A framework's controls as an OSCAL 1.2 catalogue, titles in our own words")
  public RestResponse<JsonNode> catalog(@BeanParam OscalQuery query) {
    return json(OscalCatalog.of(catalogs.of(query.framework())));
  }

  @GET
  @Path("/assessment-plan")
  @Operation(
      operationId = "exportOscalAssessmentPlan",
      summary =
          "Which controls are assessed, and which not and why, as an OSCAL 1.2 assessment plan")
  public RestResponse<JsonNode> plan(@BeanParam OscalQuery query) {
    var catalog = catalogs.of(query.framework());
    var standing = standings.at(Clock.now(), List.of(catalog.framework()));
    return json(OscalPlan.of(catalog, ComplianceScope.of(catalog), standing, OscalPlaces.API));
  }

  @GET
  @Path("/assessment-results")
  @Transactional
  @Operation(
      operationId = "exportOscalAssessmentResults",
      summary =
          "Findings for each control and the evidence they rest on as OSCAL 1.2 assessment results;"
              + " the export is itself a ledger line")
  public RestResponse<JsonNode> results(
      @BeanParam OscalQuery query,
      @QueryParam("at")
          @Parameter(
              description = "A moment, not ahead of now; now when absent",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          String at) {
    var catalog = catalogs.of(query.framework());
    var when = at(at);
    var document =
        results.of(
            catalog, when, standings.at(when, List.of(catalog.framework())), OscalPlaces.API);
    note(query, when, document);
    return json(document);
  }

  private void note(OscalQuery query, Instant at, JsonNode document) {
    var what = JsonNodeFactory.instance.objectNode();
    what.put("framework", query.framework().stored())
        .put("at", at.toString())
        .put("documentSha256", Canonical.sha256Hex(Canonical.bytes(document)));
    changes.inTransaction(
        (ledger, connection) ->
            ledger.note(
                connection, "assessment_results.exported", "assessment_results", null, what));
  }

  private static Instant at(String text) {
    var at = text == null ? Clock.now() : Times.parse(text);
    if (at == null) {
      throw Invalid.field("?at", "must be an RFC 3339 time");
    }
    if (at.isBefore(Instant.EPOCH) || at.isAfter(Clock.now())) {
      throw Invalid.field("?at", "must not be in the future, nor before 1970");
    }
    return at;
  }

  private static RestResponse<JsonNode> json(JsonNode document) {
    return RestResponse.ResponseBuilder.ok(document)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
