package io.trustfabric.modelops.registry;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of model versions can be narrowed to.
public class ModelFilter {

  @QueryParam("name")
  List<String> name;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ModelStatus.class))
  List<String> status;

  @QueryParam("modelType")
  List<String> modelType;

  @QueryParam("framework")
  List<String> framework;

  @QueryParam("owner")
  List<String> owner;

  @QueryParam("alias")
  List<String> alias;

  @QueryParam("q")
  @Parameter(description = "Words in name, version and description, the last one as a prefix")
  String q;

  Where where() {
    var where =
        new Where()
            .anyOf("name", name)
            .anyOf("status", ModelStatus.class, status)
            .anyOf("modelType", modelType)
            .anyOf("framework", framework)
            .anyOf("owner", owner)
            .search(q);
    return alias == null || alias.isEmpty() ? where : byAlias(where);
  }

  private Where byAlias(Where where) {
    if (alias.size() > 50 || !alias.stream().allMatch(a -> a.matches(RegisteredModelEdit.ALIAS))) {
      return where.refuse("alias", "must be at most 50 aliases");
    }
    var parameters = new LinkedHashMap<String, Object>();
    alias.forEach(one -> parameters.put("alias" + parameters.size(), one));
    var meansIt =
        parameters.keySet().stream()
            .map(
                p ->
                    "cast(sql('(? ->> ?)', m.aliases, :%s) as String) = v.modelVersion"
                        .formatted(p))
            .collect(Collectors.joining(" or "));
    return where.also(
        "id in (select v.id from ModelVersion v join RegisteredModel m on m.id = v.registeredModelId where %s)"
            .formatted(meansIt),
        Map.copyOf(parameters));
  }
}
