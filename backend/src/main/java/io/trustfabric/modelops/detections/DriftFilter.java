package io.trustfabric.modelops.detections;

import io.trustfabric.modelops.drift.DriftSeverity;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of looks for drift can be narrowed to.
public class DriftFilter {

  @QueryParam("modelId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String modelId;

  @QueryParam("driftType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = DriftType.class))
  List<String> driftType;

  @QueryParam("source")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = DriftSource.class))
  List<String> source;

  @QueryParam("feature")
  List<String> feature;

  @QueryParam("method")
  List<String> method;

  @QueryParam("severity")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = DriftSeverity.class))
  List<String> severity;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = DriftStatus.class))
  List<String> status;

  @QueryParam("driftDetected")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String driftDetected;

  @QueryParam("alert")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String alert;

  @QueryParam("createdFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdFrom;

  @QueryParam("createdTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdTo;

  Where where() {
    var where =
        new Where()
            .anyOf("driftType", DriftType.class, driftType)
            .anyOf("source", DriftSource.class, source)
            .anyOf("feature", feature)
            .anyOf("method", method)
            .anyOf("severity", DriftSeverity.class, severity)
            .anyOf("status", DriftStatus.class, status)
            .flag("driftDetected", driftDetected, "driftDetected = true", "driftDetected = false")
            .flag("alert", alert, "alert = true", "alert = false")
            .from("createdAt", "createdFrom", createdFrom)
            .to("createdAt", "createdTo", createdTo);
    return modelId == null ? where : where.id("modelId", modelId);
  }
}
