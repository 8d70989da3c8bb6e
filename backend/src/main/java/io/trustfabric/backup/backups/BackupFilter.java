package io.trustfabric.backup.backups;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of backups can be narrowed to.
public class BackupFilter {

  @QueryParam("backupType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = BackupType.class))
  List<String> backupType;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = BackupStatus.class))
  List<String> status;

  @QueryParam("target")
  List<String> target;

  @QueryParam("engine")
  List<String> engine;

  @QueryParam("region")
  List<String> region;

  @QueryParam("encrypted")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String encrypted;

  @QueryParam("startedFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String startedFrom;

  @QueryParam("startedTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String startedTo;

  @QueryParam("q")
  @Parameter(description = "Words in target, engine, region and location")
  String q;

  Where where() {
    return new Where()
        .anyOf("backupType", BackupType.class, backupType)
        .anyOf("status", BackupStatus.class, status)
        .anyOf("target", target)
        .anyOf("engine", engine)
        .anyOf("region", region)
        .flag("encrypted", encrypted, "encrypted = true", "encrypted = false")
        .from("startedAt", "startedFrom", startedFrom)
        .to("startedAt", "startedTo", startedTo)
        .search(q);
  }
}
