package io.trustfabric.ledger.verify;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of verifications can be narrowed to.
public class VerificationFilter {

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = VerificationStatus.class))
  List<String> status;

  @QueryParam("cause")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = VerificationCause.class))
  List<String> cause;

  Where where() {
    return new Where()
        .anyOf("status", VerificationStatus.class, status)
        .anyOf("cause", VerificationCause.class, cause);
  }
}
