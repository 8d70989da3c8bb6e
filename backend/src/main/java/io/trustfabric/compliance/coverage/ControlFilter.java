package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.record.Invalid;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of controls can be narrowed to.
public class ControlFilter {

  @QueryParam("framework")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = Framework.class))
  List<String> framework;

  @QueryParam("category")
  List<String> category;

  @QueryParam("state")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = ControlState.class))
  List<String> state;

  @QueryParam("owner")
  List<String> owner;

  @QueryParam("q")
  @Parameter(description = "A part of id or title")
  String q;

  /// @throws Invalid naming each bad parameter
  void check() {
    var errors = new ArrayList<Invalid.Field>();
    if (any(framework) && framework.stream().anyMatch(name -> Framework.named(name).isEmpty())) {
      errors.add(new Invalid.Field("?framework", "must be one of " + CoverageQuery.names()));
    }
    var states = Arrays.stream(ControlState.values()).map(ControlFilter::lower).toList();
    if (any(state) && !states.containsAll(state)) {
      errors.add(new Invalid.Field("?state", "must be one of " + String.join(", ", states)));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  List<Framework> frameworks() {
    return any(framework)
        ? Arrays.stream(Framework.values()).filter(f -> framework.contains(f.stored())).toList()
        : List.of(Framework.values());
  }

  boolean takes(Standing standing) {
    var control = standing.control();
    return (!any(category) || category.contains(control.category()))
        && (!any(state) || state.contains(lower(standing.state())))
        && (!any(owner) || owner.contains(standing.said().owner))
        && (q == null
            || q.isBlank()
            || (control.id() + " " + control.title())
                .toLowerCase(Locale.ROOT)
                .contains(q.strip().toLowerCase(Locale.ROOT)));
  }

  private static boolean any(List<String> values) {
    return values != null && !values.isEmpty();
  }

  private static String lower(ControlState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
