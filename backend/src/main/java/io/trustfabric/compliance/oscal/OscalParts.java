package io.trustfabric.compliance.oscal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.compliance.catalogs.Catalog;
import io.trustfabric.compliance.coverage.ControlState;
import io.trustfabric.compliance.coverage.Standing;
import java.time.Instant;
import java.util.List;

/// What OSCAL's documents have in common.
final class OscalParts {

  /// What our own properties are called in.
  static final String NAMESPACE = "https://trustfabric.io/ns/oscal";

  private static final String VERSION = "1.2.1";

  private OscalParts() {}

  static ObjectNode metadata(ObjectNode document, String title, Instant modified, String version) {
    return document
        .putObject("metadata")
        .put("title", title)
        .put("last-modified", modified.toString())
        .put("version", version)
        .put("oscal-version", VERSION);
  }

  /// Adds a property of ours to a thing.
  static ObjectNode prop(ObjectNode thing, String name, Object value) {
    return thing
        .withArray("props")
        .addObject()
        .put("name", name)
        .put("ns", NAMESPACE)
        .put("value", line(value.toString()));
  }

  /// Adds what OSCAL calls a thing's label: the name that people know it by.
  static void label(ObjectNode thing, String label) {
    thing.withArray("props").addObject().put("name", "label").put("value", line(label));
  }

  /// Adds something that can be referred to by `#id`.
  static ObjectNode resource(ObjectNode document, String id, String title) {
    return document
        .withObject("/back-matter")
        .withArray("resources")
        .addObject()
        .put("uuid", id)
        .put("title", line(title));
  }

  /// Where a resource lies, relative to the document.
  static ObjectNode lies(ObjectNode resource, String href, String mediaType) {
    return resource.withArray("rlinks").addObject().put("href", href).put("media-type", mediaType);
  }

  /// Refers to the catalogue that the controls' ids are of.
  static void controlsOf(ObjectNode document, Catalog catalog, OscalPlaces places) {
    var id = OscalCatalog.id(catalog);
    document
        .withObject("/metadata")
        .withArray("links")
        .addObject()
        .put("href", "#" + id)
        .put("rel", "reference")
        .put("text", "Catalogue of the controls");
    lies(resource(document, id, catalog.title()), places.catalog(catalog), "application/json");
  }

  /// Names the controls that are assessed, and of those that are left out why.
  static void reviewedControls(ObjectNode document, List<Standing> standings) {
    var reviewed = document.putObject("reviewed-controls");
    var selection = reviewed.putArray("control-selections").addObject();
    for (var standing : standings) {
      if (standing.applies()) {
        add(selection.withArray("include-controls"), standing);
      } else if (!standing.is(ControlState.BY_SPECIFICATIONS)) {
        add(selection.withArray("exclude-controls"), standing);
        excluded(reviewed, standing);
      }
    }
  }

  private static void add(ArrayNode controls, Standing standing) {
    controls.addObject().put("control-id", standing.control().token());
  }

  private static void excluded(ObjectNode reviewed, Standing standing) {
    var isOutOfScope = standing.is(ControlState.OUT_OF_SCOPE);
    prop(reviewed, isOutOfScope ? "out-of-scope" : "not-applicable", standing.control().token())
        .put(
            "remarks",
            isOutOfScope ? "Its category is not in scope." : standing.said().applicabilityReason());
  }

  /// How a framework is called among people.
  static String name(Catalog catalog) {
    return catalog.title() + ", " + catalog.edition();
  }

  /// Text of one line without spaces around it, as OSCAL's strings have to be.
  static String line(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    return line.isEmpty() ? "-" : line;
  }
}
