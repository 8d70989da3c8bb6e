package io.trustfabric.compliance.oscal;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.record.Invalid;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Of which framework a document is.
public class OscalQuery {

  @QueryParam("framework")
  @Parameter(required = true, schema = @Schema(implementation = Framework.class))
  String framework;

  /// @throws Invalid when there is no such framework
  Framework framework() {
    return Framework.named(framework)
        .orElseThrow(
            () ->
                Invalid.field(
                    "?framework",
                    "must be one of "
                        + Arrays.stream(Framework.values())
                            .map(Framework::stored)
                            .collect(Collectors.joining(", "))));
  }
}
