package io.trustfabric.compliance.coverage;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.ComplianceControl;
import io.trustfabric.compliance.catalogs.ControlEdit;
import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Answers;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.MergePatch;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/// The frameworks' controls: who answers for each, whether it applies, and what covers it.
@Path("/api/compliance/controls")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class ControlResource {

  private static final String CSV = "text/csv";

  /// Controls of the frameworks, in their own order; there are a few hundred at most.
  public record ControlList(Instant asOf, Integer total, List<ControlView> items) {}

  private final Controls controls;
  private final Standings standings;
  private final ChangeCapture changes;
  private final ObjectMapper mapper;

  ControlResource(
      Controls controls, Standings standings, ChangeCapture changes, ObjectMapper mapper) {
    this.controls = controls;
    this.standings = standings;
    this.changes = changes;
    this.mapper = mapper;
  }

  @GET
  @Operation(operationId = "listControls", summary = "All controls and how each stands now")
  public ControlList list(@BeanParam ControlFilter filter) {
    filter.check();
    var now = Clock.now();
    var items = controls.views(now, filter.frameworks(), filter::takes).toList();
    return new ControlList(now, items.size(), items);
  }

  @GET
  @Path("/statement-of-applicability")
  @Produces(CSV)
  @Transactional
  @Operation(
      operationId = "exportStatementOfApplicability",
      summary = "Statement of Applicability as CSV; the export is itself a ledger line")
  @APIResponse(
      responseCode = "200",
      description = "One control a line",
      content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
  public RestResponse<String> statement(
      @QueryParam("framework")
          @DefaultValue("iso27001")
          @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"soc2", "iso27001", "gdpr", "hipaa"},
                      defaultValue = "iso27001"))
          String framework) {
    var now = Clock.now();
    var statement = ApplicabilityStatement.of(standings.at(now, List.of(named(framework))), now);
    note(framework, statement);
    return RestResponse.ResponseBuilder.ok(statement, CSV + ";charset=utf-8")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"statement-of-applicability-%s.csv\"".formatted(framework))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @GET
  @Path("/{framework}/{controlId}")
  @Operation(
      operationId = "getControl",
      summary = "One control with the evidence that names it, and that of controls it is mapped to")
  public RestResponse<ControlDetail> get(
      @PathParam("framework") String framework, @PathParam("controlId") String controlId) {
    var control = controls.find(framework, controlId);
    return answer(control, ComplianceControl.of(control));
  }

  @PATCH
  @Path("/{framework}/{controlId}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "editControl",
      summary = "Say who answers for a control, or whether it applies and why")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ControlEdit.class)))
  public RestResponse<ControlDetail> edit(
      @PathParam("framework") String framework,
      @PathParam("controlId") String controlId,
      @HeaderParam("If-Match") String ifMatch,
      MergePatch patch) {
    var control = controls.find(framework, controlId);
    var said = ComplianceControl.of(control);
    IfMatch.check(said, ifMatch);
    patch.applyTo(ControlEdit.of(said), mapper).applyTo(said, controls.isMandatory(control));
    said.persistAndFlush();
    return answer(control, said);
  }

  private RestResponse<ControlDetail> answer(CatalogControl control, ComplianceControl said) {
    return Answers.one(said, controls.detail(control));
  }

  private void note(String framework, String statement) {
    var what = JsonNodeFactory.instance.objectNode();
    what.put("framework", framework).put("contentSha256", sha256(statement));
    changes.inTransaction(
        (ledger, connection) ->
            ledger.note(
                connection,
                "statement_of_applicability.exported",
                "statement_of_applicability",
                null,
                what));
  }

  private static String sha256(String text) {
    return Canonical.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Framework named(String name) {
    return Framework.named(name)
        .orElseThrow(() -> Invalid.field("?framework", "must be one of " + CoverageQuery.names()));
  }
}
