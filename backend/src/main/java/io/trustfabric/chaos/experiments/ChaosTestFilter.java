package io.trustfabric.chaos.experiments;

import io.trustfabric.chaos.verdicts.ChaosOutcome;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of experiments can be narrowed to.
public class ChaosTestFilter {

  @QueryParam("testType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ChaosTestType.class))
  List<String> testType;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ChaosStatus.class))
  List<String> status;

  @QueryParam("outcome")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ChaosOutcome.class))
  List<String> outcome;

  @QueryParam("target")
  List<String> target;

  @QueryParam("environment")
  List<String> environment;

  @QueryParam("incidentId")
  @Parameter(
      description = "Experiments that caused this incident",
      schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String incidentId;

  @QueryParam("startedFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String startedFrom;

  @QueryParam("startedTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String startedTo;

  @QueryParam("q")
  @Parameter(description = "Words in name and hypothesis, the last one as a prefix")
  String q;

  Where where() {
    var where =
        new Where()
            .anyOf("testType", ChaosTestType.class, testType)
            .anyOf("status", ChaosStatus.class, status)
            .anyOf("outcome", ChaosOutcome.class, outcome)
            .anyOf("target", target)
            .anyOf("environment", environment)
            .from("clock.startedAt", "startedFrom", startedFrom)
            .to("clock.startedAt", "startedTo", startedTo)
            .search(q);
    return incidentId == null ? where : where.id("incidentId", incidentId);
  }
}
