package io.trustfabric.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Which part of a list is asked for.
public class Paging {

  @QueryParam("limit")
  @DefaultValue("50")
  @Parameter(
      description = "How many, 1 to 200",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
  String limit;

  @QueryParam("cursor")
  @Parameter(description = "nextCursor of the page before, for the same sort")
  String cursor;

  @QueryParam("sort")
  @Parameter(description = "A sort key, with - in front for descending")
  String sort;
}
