package io.trustfabric.monitoring.slos;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of SLOs can be narrowed to.
public class SloDefinitionFilter {

  @QueryParam("service")
  List<String> service;

  @QueryParam("name")
  List<String> name;

  @QueryParam("type")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = SloType.class))
  List<String> type;

  @QueryParam("tag")
  @Parameter(description = "It has this tag")
  List<String> tag;

  @QueryParam("owner")
  List<String> owner;

  @QueryParam("source")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = SloSource.class))
  List<String> source;

  @QueryParam("lifecycle")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = SloLifecycle.class))
  List<String> lifecycle;

  @QueryParam("firing")
  @Parameter(
      description = "Whether some alert pair of it was firing when last looked at",
      schema = @Schema(type = SchemaType.BOOLEAN))
  String firing;

  @QueryParam("q")
  @Parameter(description = "Words in name, service and description, the last one as a prefix")
  String q;

  Where where() {
    var where =
        new Where()
            .anyOf("service", service)
            .anyOf("name", name)
            .anyOf("sloType", SloType.class, "type", type)
            .anyOf("owner", owner)
            .anyOf("source", SloSource.class, source)
            .anyOf("lifecycle", SloLifecycle.class, lifecycle)
            .flag(
                "firing",
                firing,
                "id in (%s)".formatted(FIRING),
                "id not in (%s)".formatted(FIRING))
            .search(q);
    if (tag == null || tag.isEmpty()) {
      return where;
    }
    if (tag.size() > 50 || tag.stream().anyMatch(t -> t.indexOf('\0') >= 0)) {
      return where.refuse("tag", "is not a value that can be stored, or given more than 50 times");
    }
    var names = IntStream.range(0, tag.size()).mapToObj(i -> "tag" + i).toList();
    var values = new HashMap<String, Object>();
    names.forEach(n -> values.put(n, tag.get(values.size())));
    return where.also(
        "cast(sql('tags && array[%s]::text[]', %s) as Boolean) = true"
            .formatted(
                String.join(", ", Collections.nCopies(tag.size(), "?")),
                names.stream().map(n -> ":" + n).collect(Collectors.joining(", "))),
        values);
  }

  private static final String FIRING = "select a.sloId from SloAlert a where a.endedAt is null";
}
