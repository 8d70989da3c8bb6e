package io.trustfabric.compliance.catalogs;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A framework as clients see it: its catalogue, and what of it counts.
///
/// @param id of the record of its scope; null while nobody has set one
/// @param edition which text of the framework
/// @param dataVersion version of the product's data about it
/// @param catalogSha256 digest of that data
/// @param controls how many evidence can serve
@Schema(
    examples =
        """
        {"framework": "soc2", "id": null, "version": null, "updatedAt": null, "updatedBy": null,
         "title": "SOC 2 Trust Services Criteria", "edition": "2017, points of focus revised 2022", "dataVersion": 1,
         "catalogSha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "controls": 61,
         "categories": [{"id": "security", "title": "Security: the common criteria", "controls": 33, "mandatory": true, "inScope": true}]}
        """)
public record FrameworkView(
    Framework framework,
    @Schema(nullable = true) UUID id,
    @Schema(nullable = true) Long version,
    @Schema(nullable = true) Instant updatedAt,
    @Schema(nullable = true) Author updatedBy,
    String title,
    String edition,
    Integer dataVersion,
    String catalogSha256,
    Integer controls,
    List<CategoryScope> categories) {

  /// A category and whether it counts.
  ///
  /// @param mandatory whether it always does
  public record CategoryScope(
      String id, String title, Integer controls, Boolean mandatory, Boolean inScope) {}

  static FrameworkView of(Catalog catalog, ComplianceScope scope) {
    var stored = scope.version != null;
    return new FrameworkView(
        catalog.framework(),
        stored ? scope.id : null,
        scope.version,
        scope.updatedAt,
        scope.updatedBy,
        catalog.title(),
        catalog.edition(),
        catalog.dataVersion(),
        catalog.sha256(),
        (int) catalog.controls().stream().filter(CatalogControl::isServed).count(),
        catalog.categories().stream().map(c -> category(catalog, c, scope)).toList());
  }

  private static CategoryScope category(
      Catalog catalog, Catalog.Category category, ComplianceScope scope) {
    var controls =
        catalog.controls().stream()
            .filter(c -> c.isServed() && c.category().equals(category.id()))
            .count();
    return new CategoryScope(
        category.id(),
        category.title(),
        (int) controls,
        category.mandatory(),
        scope.categories().contains(category.id()));
  }
}
