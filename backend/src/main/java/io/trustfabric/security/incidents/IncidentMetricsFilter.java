package io.trustfabric.security.incidents;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Which incidents are measured.
public class IncidentMetricsFilter {

  @QueryParam("severity")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = IncidentSeverity.class))
  List<String> severity;

  @QueryParam("type")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = IncidentType.class))
  List<String> type;

  @QueryParam("service")
  List<String> service;

  /// @throws io.trustfabric.record.Invalid naming every bad parameter
  void check() {
    new Where()
        .anyOf("severity", IncidentSeverity.class, severity)
        .anyOf("type", IncidentType.class, type)
        .anyOf("service", service)
        .check();
  }
}
