package io.trustfabric.compliance.evidence;

import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of evidence can be narrowed to.
public class EvidenceFilter {

  @QueryParam("framework")
  @Parameter(
      description = "Serves a control of this framework",
      schema = @Schema(type = SchemaType.ARRAY, implementation = Framework.class))
  List<String> framework;

  @QueryParam("controlId")
  @Parameter(description = "Serves a control of this id, such as CC6.1 or soc2/CC6.1")
  List<String> controlId;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = EvidenceStatus.class))
  List<String> status;

  @QueryParam("evidenceType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = EvidenceType.class))
  List<String> evidenceType;

  @QueryParam("owner")
  List<String> owner;

  @QueryParam("author")
  @Parameter(description = "Subject of who created it")
  List<String> author;

  @QueryParam("dueBefore")
  @Parameter(
      description = "Its next review is due before then",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String dueBefore;

  @QueryParam("endsBefore")
  @Parameter(
      description = "Its time ends before then; what has no end is left out",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String endsBefore;

  @QueryParam("expired")
  @Parameter(
      description = "true: its time is over; false: it is not",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String expired;

  @QueryParam("q")
  @Parameter(description = "Words in title and description, the last one as a prefix")
  String q;

  Where where() {
    var where =
        new Where()
            .anyOf("status", EvidenceStatus.class, status)
            .anyOf("evidenceType", EvidenceType.class, evidenceType)
            .anyOf("owner", owner)
            .to("nextReviewDueAt", "dueBefore", dueBefore)
            .to("effectiveTo", "endsBefore", endsBefore)
            .flag(
                "expired",
                expired,
                "effectiveTo <= instant",
                "(effectiveTo is null or effectiveTo > instant)")
            .search(q);
    oneOf(where, "author", author, "created_by_subject = any(array[%s]::text[])");
    oneOf(where, "controlId", keys(), "controls && array[%s]::text[]");
    frameworks(where);
    return where;
  }

  private void frameworks(Where where) {
    if (framework == null || framework.isEmpty()) {
      return;
    }
    if (framework.stream().anyMatch(name -> Framework.named(name).isEmpty())) {
      var names = Arrays.stream(Framework.values()).map(Framework::stored).toList();
      where.refuse("framework", "must be one of " + String.join(", ", names));
      return;
    }
    oneOf(where, "framework", framework, "frameworks && array[%s]::text[]");
  }

  /// An id without its framework means the controls of that id in all frameworks.
  private List<String> keys() {
    return controlId == null
        ? null
        : controlId.stream()
            .flatMap(
                id ->
                    id.contains("/")
                        ? Stream.of(id)
                        : Arrays.stream(Framework.values()).map(f -> CatalogControl.key(f, id)))
            .toList();
  }

  /// A condition in SQL on an array of the values.
  private static void oneOf(Where where, String parameter, List<String> values, String sql) {
    if (values == null || values.isEmpty()) {
      return;
    }
    if (values.size() > 200
        || values.stream().anyMatch(v -> v.length() > 500 || v.indexOf('\0') >= 0)) {
      where.refuse(parameter, "is not a value that can be stored, or given more than 50 times");
      return;
    }
    var names = IntStream.range(0, values.size()).mapToObj(i -> parameter + i).toList();
    var bound = new HashMap<String, Object>();
    names.forEach(name -> bound.put(name, values.get(bound.size())));
    where.also(
        "cast(sql('%s', %s) as Boolean) = true"
            .formatted(
                sql.formatted(String.join(", ", Collections.nCopies(values.size(), "?"))),
                names.stream().map(name -> ":" + name).collect(Collectors.joining(", "))),
        bound);
  }
}
