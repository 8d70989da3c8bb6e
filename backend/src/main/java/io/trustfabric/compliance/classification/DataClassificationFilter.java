package io.trustfabric.compliance.classification;

import io.trustfabric.record.Clock;
import io.trustfabric.web.Times;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of classifications can be narrowed to.
public class DataClassificationFilter {

  @QueryParam("dataAsset")
  List<String> dataAsset;

  @QueryParam("system")
  List<String> system;

  @QueryParam("dataType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = DataType.class))
  List<String> dataType;

  @QueryParam("sensitivity")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = Sensitivity.class))
  List<String> sensitivity;

  @QueryParam("residency")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = Residency.class))
  List<String> residency;

  @QueryParam("owner")
  List<String> owner;

  @QueryParam("autoDelete")
  @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
  String autoDelete;

  @QueryParam("retentionDue")
  @Parameter(
      description = "Whether data is past its age",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String retentionDue;

  @QueryParam("notReviewedSince")
  @Parameter(
      description = "Nobody has reviewed it at or after this time",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String notReviewedSince;

  @QueryParam("q")
  @Parameter(description = "Words in asset and system, the last one as a prefix")
  String q;

  Where where() {
    var where =
        new Where()
            .anyOf("dataAsset", dataAsset)
            .anyOf("system", system)
            .anyOf("dataType", DataType.class, dataType)
            .anyOf("sensitivity", "sensitivityRank", Sensitivity.class, sensitivity)
            .anyOf("residency", Residency.class, residency)
            .anyOf("owner", owner)
            .flag("autoDelete", autoDelete, "autoDelete = true", "autoDelete = false")
            .flag(
                "retentionDue",
                retentionDue,
                "retentionDueAt < :now",
                "(retentionDueAt is null or retentionDueAt >= :now)",
                Map.of("now", Clock.now()))
            .search(q);
    reviewed(where);
    return where;
  }

  private void reviewed(Where where) {
    if (notReviewedSince == null) {
      return;
    }
    var since = Times.parse(notReviewedSince);
    if (since == null) {
      where.refuse("notReviewedSince", "must be an RFC 3339 time such as 2026-01-31T23:59:59Z");
    } else {
      where.also(
          "(lastReviewedAt is null or lastReviewedAt < :notReviewedSince)",
          Map.of("notReviewedSince", since));
    }
  }
}
