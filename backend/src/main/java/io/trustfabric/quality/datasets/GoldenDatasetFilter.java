package io.trustfabric.quality.datasets;

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

/// What a list of golden datasets can be narrowed to.
public class GoldenDatasetFilter {

  @QueryParam("name")
  List<String> name;

  @QueryParam("jurisdiction")
  List<String> jurisdiction;

  @QueryParam("filingType")
  List<String> filingType;

  @QueryParam("documentType")
  List<String> documentType;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = DatasetStatus.class))
  List<String> status;

  @QueryParam("tag")
  @Parameter(description = "Some item has this tag")
  List<String> tag;

  @QueryParam("q")
  @Parameter(description = "Words in name or description")
  String q;

  Where where() {
    var where =
        new Where()
            .anyOf("name", name)
            .anyOf("jurisdiction", jurisdiction)
            .anyOf("filingType", filingType)
            .anyOf("documentType", documentType)
            .anyOf("status", DatasetStatus.class, status)
            .search(q);
    if (tag == null || tag.isEmpty()) {
      return where;
    }
    if (tag.size() > 50 || tag.stream().anyMatch(t -> t.indexOf('\0') >= 0)) {
      return where.refuse("tag", "is not a value that can be stored, or given more than 50 times");
    }
    var names = IntStream.range(0, tag.size()).mapToObj(i -> "tag" + i).toList();
    var values = new HashMap<String, Object>();
    names.forEach(name -> values.put(name, tag.get(values.size())));
    return where.also(
        "cast(sql('tags && array[%s]::text[]', %s) as Boolean) = true"
            .formatted(
                String.join(", ", Collections.nCopies(tag.size(), "?")),
                names.stream().map(name -> ":" + name).collect(Collectors.joining(", "))),
        values);
  }
}
