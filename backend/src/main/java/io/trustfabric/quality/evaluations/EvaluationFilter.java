package io.trustfabric.quality.evaluations;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of evaluations can be narrowed to.
public class EvaluationFilter {

  @QueryParam("goldenDatasetId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String goldenDatasetId;

  @QueryParam("contentSha256")
  List<String> contentSha256;

  @QueryParam("testedSystem")
  List<String> testedSystem;

  @QueryParam("modelId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String modelId;

  @QueryParam("contaminated")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String contaminated;

  @QueryParam("createdFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdFrom;

  @QueryParam("createdTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdTo;

  Where where() {
    var where =
        new Where()
            .anyOf("contentSha256", contentSha256)
            .anyOf("testedSystem", testedSystem)
            .flag("contaminated", contaminated, "contaminated = true", "contaminated = false")
            .from("createdAt", "createdFrom", createdFrom)
            .to("createdAt", "createdTo", createdTo);
    if (goldenDatasetId != null) {
      where.id("goldenDatasetId", goldenDatasetId);
    }
    return modelId == null ? where : where.id("modelId", modelId);
  }
}
