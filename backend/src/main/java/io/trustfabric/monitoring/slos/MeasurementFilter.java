package io.trustfabric.monitoring.slos;

import io.trustfabric.monitoring.budget.SloStatus;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of measurements can be narrowed to.
public class MeasurementFilter {

  @QueryParam("sloId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String sloId;

  @QueryParam("service")
  List<String> service;

  @QueryParam("sloName")
  List<String> sloName;

  @QueryParam("type")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = SloType.class))
  List<String> type;

  @QueryParam("recordedStatus")
  @Parameter(
      description = "The SLO's status when the measurement arrived",
      schema = @Schema(type = SchemaType.ARRAY, implementation = SloStatus.class))
  List<String> recordedStatus;

  @QueryParam("windowFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String windowFrom;

  @QueryParam("windowTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String windowTo;

  Where where() {
    var where =
        new Where()
            .anyOf("service", service)
            .anyOf("sloName", sloName)
            .anyOf("sloType", SloType.class, "type", type)
            .anyOf("asRecorded.status", SloStatus.class, "recordedStatus", recordedStatus)
            .from("windowStart", "windowFrom", windowFrom)
            .to("windowStart", "windowTo", windowTo);
    return sloId == null ? where : where.id("sloId", sloId);
  }
}
