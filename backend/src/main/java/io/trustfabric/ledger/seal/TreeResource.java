package io.trustfabric.ledger.seal;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.record.ChangeCapture;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/// The ledger as a tiled transparency log (C2SP tlog-tiles): any program that knows the format can
/// read and verify all of it. Tiles and bundles never change, so they may be kept for ever; only by
/// the reader, since not everybody may read them.
@Path("/api/audit")
@RolesAllowed({AUDITOR, SECURITY, COMPLIANCE, ADMIN})
public class TreeResource {

  private static final String NOTE = "text/plain; charset=utf-8";
  private static final String IMMUTABLE = "private, max-age=31536000, immutable";

  /// The keys that ever signed.
  ///
  /// @param origin the ledger's name; null before anything is sealed
  public record LedgerKeys(@Schema(nullable = true) String origin, List<LedgerKeyView> items) {}

  private final LedgerProofs proofs;
  private final ChangeCapture changes;

  TreeResource(LedgerProofs proofs, ChangeCapture changes) {
    this.proofs = proofs;
    this.changes = changes;
  }

  @GET
  @Path("/checkpoint")
  @Produces(NOTE)
  @RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
  @Operation(
      operationId = "getCheckpoint",
      summary = "The newest signed checkpoint, as C2SP tlog-checkpoint")
  @APIResponse(
      responseCode = "200",
      description = "A signed note",
      content = @Content(mediaType = "text/plain", schema = @Schema(implementation = String.class)))
  public RestResponse<String> checkpoint(
      @QueryParam("cosigned") @Parameter(description = "The newest one that a witness signed too")
          boolean cosigned) {
    return RestResponse.ResponseBuilder.ok(proofs.checkpoint(cosigned).note(), NOTE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @GET
  @Path("/keys")
  @RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
  @Operation(
      operationId = "listLedgerKeys",
      summary = "The keys that verify checkpoints, each with the sizes it signs")
  public LedgerKeys keys() {
    var keys = proofs.keys();
    return new LedgerKeys(keys.isEmpty() ? null : keys.getLast().name(), keys);
  }

  @GET
  @Path("/tile/{level}/{tile: .+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      operationId = "getTile",
      summary = "Hashes of the tree, as C2SP tlog-tiles: `x001/x234/067`, `000.p/17`")
  @APIResponse(
      responseCode = "200",
      description = "Hashes of 32 bytes, one after the other",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public RestResponse<byte[]> tile(
      @PathParam("level") int level,
      @PathParam("tile") @Parameter(description = "Index, and width of a partial tile")
          String tile) {
    return immutable(proofs.hashes(level, tile));
  }

  @GET
  @Path("/tile/entries/{tile: .+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Transactional
  @Operation(
      operationId = "getEntryBundle",
      summary = "Lines as they are hashed, up to 256; the read is itself a line")
  @APIResponse(
      responseCode = "200",
      description = "Each line's bytes, with their number before them in two bytes",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public RestResponse<byte[]> entries(
      @PathParam("tile") @Parameter(description = "Index, and width of a partial bundle")
          String tile) {
    var bundle = proofs.entries(tile);
    var asked = JsonNodeFactory.instance.objectNode().put("bundle", tile);
    changes.inTransaction(
        (ledger, connection) -> ledger.note(connection, "ledger.read", "ledger", null, asked));
    return immutable(bundle);
  }

  private static RestResponse<byte[]> immutable(byte[] bytes) {
    return RestResponse.ResponseBuilder.ok(bytes, MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CACHE_CONTROL, IMMUTABLE)
        .build();
  }
}
