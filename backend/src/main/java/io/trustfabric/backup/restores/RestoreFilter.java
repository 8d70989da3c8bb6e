package io.trustfabric.backup.restores;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of restores can be narrowed to.
public class RestoreFilter {

  @QueryParam("backupId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String backupId;

  @QueryParam("target")
  List<String> target;

  @QueryParam("purpose")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = RestorePurpose.class))
  List<String> purpose;

  @QueryParam("targetEnvironment")
  List<String> targetEnvironment;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = RestoreStatus.class))
  List<String> status;

  @QueryParam("verified")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = Verified.class))
  List<String> verified;

  @QueryParam("requestedFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String requestedFrom;

  @QueryParam("requestedTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String requestedTo;

  Where where() {
    var where =
        new Where()
            .anyOf("target", target)
            .anyOf("purpose", RestorePurpose.class, purpose)
            .anyOf("targetEnvironment", targetEnvironment)
            .anyOf("status", RestoreStatus.class, status)
            .anyOf("verified", Verified.class, verified)
            .from("requestedAt", "requestedFrom", requestedFrom)
            .to("requestedAt", "requestedTo", requestedTo);
    return backupId == null ? where : where.id("backupId", backupId);
  }
}
