package io.trustfabric.security.incidents;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of incidents can be narrowed to.
public class IncidentFilter {

  @QueryParam("severity")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = IncidentSeverity.class))
  List<String> severity;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = IncidentStatus.class))
  List<String> status;

  @QueryParam("open")
  @Parameter(
      description = "true: still worked on; false: resolved or closed",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String open;

  @QueryParam("incidentType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = IncidentType.class))
  List<String> incidentType;

  @QueryParam("service")
  List<String> service;

  @QueryParam("commander")
  List<String> commander;

  @QueryParam("detectedFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String detectedFrom;

  @QueryParam("detectedTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String detectedTo;

  @QueryParam("q")
  @Parameter(description = "Words in title and summary, the last one as a prefix")
  String q;

  Where where() {
    return new Where()
        .anyOf("severity", "severityRank", IncidentSeverity.class, severity)
        .anyOf("status", IncidentStatus.class, status)
        .flag("open", open, "isOpen = true", "isOpen = false")
        .anyOf("incidentType", IncidentType.class, incidentType)
        .anyOf("service", service)
        .anyOf("commander", commander)
        .from("clock.detectedAt", "detectedFrom", detectedFrom)
        .to("clock.detectedAt", "detectedTo", detectedTo)
        .search(q);
  }
}
