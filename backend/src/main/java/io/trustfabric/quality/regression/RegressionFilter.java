package io.trustfabric.quality.regression;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of regression results can be narrowed to.
public class RegressionFilter {

  @QueryParam("testSuite")
  List<String> testSuite;

  @QueryParam("testName")
  List<String> testName;

  @QueryParam("runId")
  List<String> runId;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = TestStatus.class))
  List<String> status;

  @QueryParam("goldenDatasetId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String goldenDatasetId;

  @QueryParam("modelId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String modelId;

  @QueryParam("environment")
  List<String> environment;

  @QueryParam("gitCommit")
  List<String> gitCommit;

  @QueryParam("executedFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String executedFrom;

  @QueryParam("executedTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String executedTo;

  Where where() {
    var where =
        new Where()
            .anyOf("testSuite", testSuite)
            .anyOf("testName", testName)
            .anyOf("runId", runId)
            .anyOf("status", TestStatus.class, status)
            .anyOf("environment", environment)
            .anyOf("gitCommit", gitCommit)
            .from("executedAt", "executedFrom", executedFrom)
            .to("executedAt", "executedTo", executedTo);
    if (goldenDatasetId != null) {
      where.id("goldenDatasetId", goldenDatasetId);
    }
    return modelId == null ? where : where.id("modelId", modelId);
  }
}
