package io.trustfabric.ledger.seal;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.quarkus.security.identity.SecurityIdentity;
import io.trustfabric.record.Invalid;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/// Proofs that lines stand in the ledger and that it only grows. They are hashes, so who may read
/// records may have them; a line that is about no record is shown to readers of the whole ledger
/// only.
@Path("/api/audit")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class ProofResource {

  private static final String NO_STORE = "no-store";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final LedgerProofs proofs;
  private final SecurityIdentity identity;

  ProofResource(LedgerProofs proofs, SecurityIdentity identity) {
    this.proofs = proofs;
    this.identity = identity;
  }

  @GET
  @Path("/entries/{position}/proof")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "proveEntry",
      summary = "That a line stands in the ledger (RFC 6962, section 2.1.1)")
  public RestResponse<InclusionProof> proof(@PathParam("position") long position) {
    return answer(proofs.inclusion(position, mayReadWhole()));
  }

  @GET
  @Path("/entries/{position}/tlog-proof")
  @Produces(TEXT)
  @Operation(
      operationId = "exportEntryProof",
      summary = "The same as a file that is verified offline, as C2SP tlog-proof")
  @APIResponse(
      responseCode = "200",
      description = "A proof with the line as its extra data, and the checkpoint",
      content = @Content(mediaType = "text/plain", schema = @Schema(implementation = String.class)))
  public RestResponse<String> file(@PathParam("position") long position) {
    var file = TlogProof.of(proofs.inclusion(position, mayReadWhole()));
    return RestResponse.ResponseBuilder.ok(file, TEXT)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"entry-%d.tlog-proof\"".formatted(position))
        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .build();
  }

  @GET
  @Path("/entries/{position}/rows/{rowIndex}/proof")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "proveBatchRow",
      summary = "That one record of a batch is in the root that the batch's line names")
  public RestResponse<BatchRowProof> row(
      @PathParam("position") long position, @PathParam("rowIndex") int index) {
    return answer(proofs.row(position, index, mayReadWhole()));
  }

  @GET
  @Path("/consistency")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "proveConsistency",
      summary = "That the ledger only grew from one size to another (RFC 6962, section 2.1.2)")
  public RestResponse<ConsistencyProof> consistency(
      @QueryParam("from")
          @Parameter(
              required = true,
              description = SMALLER,
              schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
          String from,
      @QueryParam("to")
          @Parameter(
              description = LARGER,
              schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
          String to) {
    var errors = new ArrayList<Invalid.Field>();
    var smaller = size("from", from, errors);
    var larger = to == null ? null : size("to", to, errors);
    if (errors.isEmpty() && larger != null && larger < smaller) {
      errors.add(new Invalid.Field("?to", "must not be smaller than from"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return answer(proofs.consistency(smaller, larger));
  }

  private static final String SMALLER = "Tree size, from 1";
  private static final String LARGER =
      "Tree size, at least from; the newest checkpoint's if left out";

  private static Long size(String name, String text, List<Invalid.Field> errors) {
    if (text != null && text.matches("[1-9][0-9]{0,17}")) {
      return Long.valueOf(text);
    }
    errors.add(new Invalid.Field("?" + name, "must be a tree size: a whole number from 1"));
    return null;
  }

  private boolean mayReadWhole() {
    return Stream.of(AUDITOR, SECURITY, COMPLIANCE, ADMIN).anyMatch(identity::hasRole);
  }

  private static <T> RestResponse<T> answer(T proof) {
    return RestResponse.ResponseBuilder.ok(proof)
        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .build();
  }
}
