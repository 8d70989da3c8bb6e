package io.trustfabric.modelops.registry;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of models can be narrowed to.
public class RegisteredModelFilter {

  private static final String IN_PRODUCTION =
      "(id in (select v.registeredModelId from ModelVersion v where v.status = PRODUCTION))";

  /// Drift is kept by a room that knows this one; here it is no more than a name in a query.
  private static final String OPEN_DRIFT =
      """
      (id in (select v.registeredModelId from ModelDriftDetection d join ModelVersion v on v.id = d.modelId
        where d.status in (OPEN, ACKNOWLEDGED) and v.status not in (ARCHIVED, REJECTED)))""";

  @QueryParam("name")
  List<String> name;

  @QueryParam("q")
  @Parameter(description = "Words in name and description, the last one as a prefix")
  String q;

  @QueryParam("inProduction")
  @Parameter(
      description = "Whether a version is in production",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String inProduction;

  @QueryParam("openDrift")
  @Parameter(
      description = "Whether drift of a version that is neither archived nor rejected is open",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String openDrift;

  Where where() {
    return new Where()
        .anyOf("name", name)
        .search(q)
        .flag("inProduction", inProduction, IN_PRODUCTION, "not " + IN_PRODUCTION)
        .flag("openDrift", openDrift, OPEN_DRIFT, "not " + OPEN_DRIFT);
  }
}
