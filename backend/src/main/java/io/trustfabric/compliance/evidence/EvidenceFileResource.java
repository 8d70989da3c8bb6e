package io.trustfabric.compliance.evidence;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.MaxBody;
import io.trustfabric.web.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/// The files of evidence: in for those who write it, out for those who judge it. Each download is a
/// ledger line before its first byte is sent.
@Path(EvidenceResource.PATH + "/{id}/files")
public class EvidenceFileResource {

  private final Evidences evidences;
  private final FileUpload upload;
  private final FileChunks chunks;
  private final ChangeCapture changes;

  EvidenceFileResource(
      Evidences evidences, FileUpload upload, FileChunks chunks, ChangeCapture changes) {
    this.evidences = evidences;
    this.upload = upload;
    this.chunks = chunks;
    this.changes = changes;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "uploadEvidenceFile",
      summary = "Add a file of up to 25 MiB; the evidence gets a new revision")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public RestResponse<EvidenceFileView> upload(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @BeanParam FileQuery query,
      @Context HttpHeaders headers,
      @MaxBody(mib = 25) InputStream body) {
    evidences.checkOpenForFiles(id);
    var file = upload.read(id, query, headers.getMediaType(), body);
    evidences.attach(Evidences.locked(id, ifMatch), file);
    return Answers.created(
        file, EvidenceResource.PATH + "/" + id + "/files", EvidenceFileView.of(file));
  }

  @GET
  @Path("/{fileId}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RolesAllowed({AUDITOR, COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "downloadEvidenceFile",
      summary = "A file's bytes; the download is itself a ledger line")
  @APIResponse(
      responseCode = "200",
      description = "The file, always as an attachment",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public RestResponse<StreamingOutput> download(
      @PathParam("id") UUID id, @PathParam("fileId") UUID fileId) {
    EvidenceFile file = EvidenceFile.findById(fileId);
    if (file == null || !file.evidenceId.equals(id)) {
      throw Refusal.notFound("file", fileId);
    }
    note(file);
    StreamingOutput bytes = out -> new ChunkStream(chunks, fileId).transferTo(out);
    return RestResponse.ResponseBuilder.ok(bytes)
        .header(HttpHeaders.CONTENT_DISPOSITION, attachment(file.name))
        .header(HttpHeaders.CONTENT_LENGTH, file.sizeBytes)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private void note(EvidenceFile file) {
    var what = JsonNodeFactory.instance.objectNode();
    what.put("evidenceId", file.evidenceId.toString()).put("contentSha256", file.sha256);
    changes.inTransaction(
        (ledger, connection) ->
            ledger.note(connection, "evidence_file.downloaded", "evidence_file", file.id, what));
  }

  /// A name of any characters, by RFC 8187; for old clients one without the odd ones.
  private static String attachment(String name) {
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(
            name.replaceAll("[^A-Za-z0-9._ -]", "_"),
            URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A"));
  }
}
