package io.trustfabric.compliance.catalogs;

import java.time.LocalDate;
import java.util.List;

/// A framework's controls, in its own order.
///
/// @param edition which text of the framework
/// @param dataVersion counts the versions of our data about it
/// @param dataDate when that version was made
/// @param sha256 of the data file, so that it can be told which one an answer rests on
public record Catalog(
    Framework framework,
    String title,
    String edition,
    int dataVersion,
    LocalDate dataDate,
    String sha256,
    List<Category> categories,
    List<CatalogControl> controls) {

  /// A part of a framework.
  ///
  /// @param mandatory whether it is always in scope
  public record Category(String id, String title, boolean mandatory) {}

  /// The names of all categories.
  public List<String> categoryIds() {
    return categories.stream().map(Category::id).toList();
  }
}
