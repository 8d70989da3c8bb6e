package io.trustfabric.compliance.catalogs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Canonical;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/// The catalogues, read once from the product's data files. A mapping is written at one of its two
/// ends and holds for both; it does not pass on from one to the next.
@ApplicationScoped
public class Catalogs {

  private final Map<Framework, Catalog> catalogs = new EnumMap<>(Framework.class);
  private final Map<String, CatalogControl> controls = new LinkedHashMap<>();

  Catalogs(ObjectMapper mapper) {
    var read = new ArrayList<Catalog>();
    for (var framework : Framework.values()) {
      read.add(read(mapper, framework));
    }
    var mappings = mappings(read);
    for (var catalog : read) {
      var mapped =
          catalog.controls().stream()
              .map(c -> c.mappedTo(List.copyOf(mappings.getOrDefault(c.key(), new TreeSet<>()))))
              .toList();
      mapped.forEach(control -> controls.put(control.key(), control));
      catalogs.put(
          catalog.framework(),
          new Catalog(
              catalog.framework(),
              catalog.title(),
              catalog.edition(),
              catalog.dataVersion(),
              catalog.dataDate(),
              catalog.sha256(),
              catalog.categories(),
              mapped));
    }
  }

  public Catalog of(Framework framework) {
    return catalogs.get(framework);
  }

  /// All controls of all frameworks, in order.
  public List<CatalogControl> controls() {
    return List.copyOf(controls.values());
  }

  /// The control of that key, such as `soc2/CC6.1`.
  public Optional<CatalogControl> control(String key) {
    return Optional.ofNullable(controls.get(key));
  }

  public Optional<CatalogControl> control(Framework framework, String id) {
    return control(CatalogControl.key(framework, id));
  }

  private static Map<String, TreeSet<String>> mappings(List<Catalog> catalogs) {
    var mappings = new LinkedHashMap<String, TreeSet<String>>();
    for (var catalog : catalogs) {
      for (var control : catalog.controls()) {
        for (var other : control.mapsTo()) {
          mappings.computeIfAbsent(control.key(), key -> new TreeSet<>()).add(other);
          mappings.computeIfAbsent(other, key -> new TreeSet<>()).add(control.key());
        }
      }
    }
    return mappings;
  }

  private static Catalog read(ObjectMapper mapper, Framework framework) {
    try (var file = Catalogs.class.getResourceAsStream(framework.file())) {
      var bytes = Objects.requireNonNull(file, framework.file()).readAllBytes();
      var json = mapper.readTree(bytes);
      var categories = new ArrayList<Catalog.Category>();
      for (var category : json.get("categories")) {
        categories.add(
            new Catalog.Category(
                category.get("id").textValue(),
                category.get("title").textValue(),
                category.path("mandatory").booleanValue()));
      }
      var controls = new ArrayList<CatalogControl>();
      json.get("controls").forEach(control -> controls.add(control(framework, control)));
      return new Catalog(
          framework,
          json.get("title").textValue(),
          json.get("edition").textValue(),
          json.get("dataVersion").intValue(),
          LocalDate.parse(json.get("dataDate").textValue()),
          Canonical.sha256Hex(bytes),
          List.copyOf(categories),
          List.copyOf(controls));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CatalogControl control(Framework framework, JsonNode json) {
    var mapsTo = new ArrayList<String>();
    json.path("mapsTo").forEach(other -> mapsTo.add(other.textValue()));
    var obligation = json.path("specification").textValue();
    return new CatalogControl(
        framework,
        json.get("id").textValue(),
        json.get("token").textValue(),
        json.get("category").textValue(),
        json.get("title").textValue(),
        obligation == null ? null : Obligation.valueOf(obligation.toUpperCase(Locale.ROOT)),
        json.path("standard").textValue(),
        List.copyOf(mapsTo));
  }
}
