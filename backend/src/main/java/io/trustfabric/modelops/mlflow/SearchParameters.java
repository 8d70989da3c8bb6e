package io.trustfabric.modelops.mlflow;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a search of MLflow's clients says.
public class SearchParameters {

  @QueryParam("filter")
  @Parameter(
      description = "Conditions with AND between them",
      example = "name ILIKE 'ai-%' AND tags.team = 'platform'")
  String filter;

  @QueryParam("max_results")
  @Parameter(
      description = "How many at most; a page has never more than 1000",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
  String maxResults;

  @QueryParam("order_by")
  @Parameter(description = "Fields, each with ASC or DESC behind it", example = "name DESC")
  List<String> orderBy;

  @QueryParam("page_token")
  @Parameter(description = "next_page_token of the page before, for the same filter and order")
  String pageToken;
}
