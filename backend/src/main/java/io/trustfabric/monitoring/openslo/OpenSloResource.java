package io.trustfabric.monitoring.openslo;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.monitoring.openslo.OpenSloImport.OpenSloImported;
import io.trustfabric.monitoring.slos.SloSelection;
import io.trustfabric.monitoring.yaml.YamlReader;
import io.trustfabric.monitoring.yaml.YamlWriter;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.MaxBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// SLO definitions as OpenSLO v1.
@Path("/api/monitoring/slos/openslo")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class OpenSloResource {

  private final OpenSloImport imports;
  private final ObjectMapper mapper;

  OpenSloResource(OpenSloImport imports, ObjectMapper mapper) {
    this.imports = imports;
    this.mapper = mapper;
  }

  @GET
  @Produces(YamlWriter.MEDIA_TYPE)
  @Operation(
      operationId = "exportOpenSlo",
      summary = "SLO definitions as OpenSLO v1: those named, or all that are not retired")
  public RestResponse<String> export(@BeanParam SloSelection selection) {
    var writer = new OpenSloWriter(mapper);
    var documents = new ArrayList<Object>();
    selection.definitions().forEach(definition -> documents.add(writer.write(definition)));
    return ResponseBuilder.ok(YamlWriter.write(documents))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @POST
  @Consumes({YamlWriter.MEDIA_TYPE, "application/x-yaml", "text/yaml"})
  @RolesAllowed({ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "importOpenSlo",
      summary = "Create and change SLO definitions by an OpenSLO v1 file, all or none; 4 MiB")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = YamlWriter.MEDIA_TYPE,
            schema = @Schema(implementation = String.class)),
        @Content(mediaType = "application/x-yaml", schema = @Schema(implementation = String.class)),
        @Content(mediaType = "text/yaml", schema = @Schema(implementation = String.class))
      })
  public RestResponse<OpenSloImported> importFile(
      @MaxBody(mib = YamlReader.MAX_MIB) InputStream body) {
    var imported = imports.read(body);
    return RestResponse.status(imported.created() > 0 ? Status.CREATED : Status.OK, imported);
  }
}
