package io.trustfabric.compliance.oscal;

import static io.trustfabric.compliance.oscal.OscalParts.label;
import static io.trustfabric.compliance.oscal.OscalParts.prop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.compliance.catalogs.Catalog;
import io.trustfabric.compliance.catalogs.CatalogControl;
import java.time.ZoneOffset;
import java.util.Locale;

/// A framework's controls as an OSCAL catalogue: ids are tokens, the framework's own stand beside
/// them as labels.
public final class OscalCatalog {

  private OscalCatalog() {}

  /// The catalogue's id; another one when our data about the framework changes.
  static String id(Catalog catalog) {
    return OscalIds.of("catalog", catalog.framework().stored() + "/" + catalog.sha256());
  }

  /// The id of what a control asks for, which findings are about.
  static String objective(CatalogControl control) {
    return control.token() + "_obj";
  }

  public static JsonNode of(Catalog catalog) {
    var document = JsonNodeFactory.instance.objectNode();
    var json = document.putObject("catalog");
    json.put("uuid", id(catalog));
    var metadata =
        OscalParts.metadata(
            json,
            OscalParts.name(catalog),
            catalog.dataDate().atStartOfDay().toInstant(ZoneOffset.UTC),
            Integer.toString(catalog.dataVersion()));
    prop(metadata, "framework", catalog.framework().stored());
    prop(metadata, "data-sha256", catalog.sha256());
    for (var category : catalog.categories()) {
      var group = JsonNodeFactory.instance.objectNode();
      group.put("id", "group-" + category.id()).put("title", category.title());
      catalog.controls().stream()
          .filter(control -> control.category().equals(category.id()))
          .forEach(control -> add(group, control));
      if (group.has("controls")) {
        json.withArray("groups").add(group);
      }
    }
    return document;
  }

  private static void add(ObjectNode group, CatalogControl control) {
    var json = group.withArray("controls").addObject();
    json.put("id", control.token()).put("title", control.title());
    label(json, control.id());
    if (control.obligation() != null) {
      prop(json, "obligation", control.obligation().name().toLowerCase(Locale.ROOT));
    }
    if (control.standard() != null) {
      prop(json, "standard", control.standard());
    }
    control.mapsTo().forEach(other -> prop(json, "maps-to", other));
    var parts = json.putArray("parts");
    parts
        .addObject()
        .put("id", control.token() + "_smt")
        .put("name", "statement")
        .put("prose", control.title());
    parts
        .addObject()
        .put("id", objective(control))
        .put("name", "assessment-objective")
        .put("prose", "Approved evidence in date shows: " + control.title());
  }
}
