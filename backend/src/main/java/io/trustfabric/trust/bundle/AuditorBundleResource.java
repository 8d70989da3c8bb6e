package io.trustfabric.trust.bundle;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/// The auditor's bundle, a stream. Who took which is a line of the ledger before its first byte is
/// sent, and that line, sealed, is part of it.
@Path("/api/trust/bundle")
@RolesAllowed({AUDITOR, COMPLIANCE, ADMIN})
public class AuditorBundleResource {

  private static final String ZIP = "application/zip";

  private final AuditorBundles bundles;

  AuditorBundleResource(AuditorBundles bundles) {
    this.bundles = bundles;
  }

  @GET
  @Produces(ZIP)
  @Operation(
      operationId = "downloadAuditorBundle",
      summary =
          "Evidence and files of a framework over a period, OSCAL, trust score, ledger lines with"
              + " proofs, in one ZIP that is verified offline; the download is itself a ledger line")
  @APIResponse(
      responseCode = "200",
      description = "The bundle, as auditor-bundle.md describes it",
      content =
          @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public RestResponse<StreamingOutput> download(@BeanParam BundleQuery query) {
    var asked = query.checked();
    var bundle = bundles.prepare(asked);
    StreamingOutput bytes = bundle::writeTo;
    return RestResponse.ResponseBuilder.ok(bytes)
        .type(ZIP)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"%s\"".formatted(asked.fileName()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
