package io.trustfabric.chaos.journals;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.REPORT_CHAOS;

import io.trustfabric.web.Idempotent;
import io.trustfabric.web.MaxBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// Journals: taken in.
@Path("/api/chaos/tests/import")
public class JournalResource {

  private final JournalImport journals;

  JournalResource(JournalImport journals) {
    this.journals = journals;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({REPORT_CHAOS, ENGINEER, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "importChaosJournal",
      summary =
          "Record the experiment of a Chaos Toolkit journal, at most 4 MiB; its outcome is worked out"
              + " from steady states, activities and rollbacks. A journal that is there already answers"
              + " its experiment")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  public RestResponse<ImportedJournal> importJournal(
      @BeanParam JournalParameters parameters, @MaxBody(mib = 4) InputStream body) {
    var taken = journals.take(parameters, body);
    return RestResponse.status(
        taken.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, taken.journal());
  }
}
