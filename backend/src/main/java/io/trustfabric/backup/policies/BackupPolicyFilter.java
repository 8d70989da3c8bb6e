package io.trustfabric.backup.policies;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of backup policies can be narrowed to.
public class BackupPolicyFilter {

  @QueryParam("target")
  List<String> target;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = BackupPolicyStatus.class))
  List<String> status;

  @QueryParam("owner")
  List<String> owner;

  Where where() {
    return new Where()
        .anyOf("target", target)
        .anyOf("status", BackupPolicyStatus.class, status)
        .anyOf("owner", owner);
  }
}
