package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Invalid;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Which SLOs are written into a file: those named, or all that are not retired.
public class SloSelection {

  /// More than these make a file that nobody's tools read.
  private static final int MOST = 1_000;

  @QueryParam("id")
  @Parameter(
      description = "This SLO, and none but those named",
      schema =
          @Schema(
              type = SchemaType.ARRAY,
              implementation = String.class,
              format = "uuid",
              maxItems = MOST))
  List<String> id;

  @QueryParam("service")
  @Parameter(description = "SLOs of this service")
  List<String> service;

  /// The definitions, by service and name.
  ///
  /// @throws Invalid when one that is named is not there or retired, or there are more than 1,000
  public List<SloDefinition> definitions() {
    if (isGiven(service) && service.stream().anyMatch(s -> s.indexOf('\0') >= 0)) {
      throw Invalid.field("?service", "has characters that cannot be stored");
    }
    var condition = new ArrayList<String>();
    var values = new LinkedHashMap<String, Object>();
    if (isGiven(id)) {
      condition.add("id in :ids");
      values.put("ids", ids());
    } else {
      condition.add("lifecycle = :active");
      values.put("active", SloLifecycle.ACTIVE);
    }
    if (isGiven(service)) {
      condition.add("service in :services");
      values.put("services", service);
    }
    var found =
        SloDefinition.<SloDefinition>find(
                String.join(" and ", condition) + " order by service, name", values)
            .page(0, MOST + 1)
            .list();
    if (found.size() > MOST) {
      throw Invalid.field("?service", "is needed: there are more than %,d SLOs".formatted(MOST));
    }
    check(found);
    return found;
  }

  /// Whether SLOs are named by their ids.
  public boolean namesIds() {
    return isGiven(id);
  }

  private List<UUID> ids() {
    if (id.size() > MOST) {
      throw Invalid.field("?id", "is given more than %,d times".formatted(MOST));
    }
    var ids = new ArrayList<UUID>();
    for (var text : id) {
      try {
        ids.add(UUID.fromString(text));
      } catch (IllegalArgumentException e) {
        throw Invalid.field("?id", "must be a UUID");
      }
    }
    return ids;
  }

  private void check(List<SloDefinition> found) {
    if (!isGiven(id)) {
      return;
    }
    Map<UUID, SloDefinition> byId = new LinkedHashMap<>();
    found.forEach(definition -> byId.put(definition.id, definition));
    for (var one : ids()) {
      var definition = byId.get(one);
      if (definition == null) {
        throw Invalid.field("?id", "there is no SLO %s here".formatted(one));
      }
      if (definition.isRetired()) {
        throw Invalid.field("?id", "the SLO %s is retired".formatted(one));
      }
    }
  }

  private static boolean isGiven(List<String> values) {
    return values != null && !values.isEmpty();
  }
}
