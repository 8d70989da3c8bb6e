package io.trustfabric.compliance.catalogs;

import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// Which categories of a framework count. Until somebody narrows it all of them do, and nothing is
/// stored.
@Entity
@Table(name = "compliance_scopes")
public class ComplianceScope extends TrustRecord {

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public Framework framework;

  @JdbcTypeCode(SqlTypes.ARRAY)
  private List<String> categories;

  protected ComplianceScope() {}

  private ComplianceScope(Catalog catalog) {
    identify();
    this.framework = catalog.framework();
    this.categories = catalog.categoryIds();
  }

  public List<String> categories() {
    return categories;
  }

  /// Sets which categories count.
  ///
  /// @throws Invalid when there is one that the framework does not have
  /// @throws Conflict when a mandatory one is missing
  void narrow(Catalog catalog, List<String> to, String reason) {
    for (int i = 0; i < to.size(); i++) {
      if (!catalog.categoryIds().contains(to.get(i)) || to.indexOf(to.get(i)) < i) {
        throw Invalid.field(
            "/categories/" + i,
            "must be one of %s, each once".formatted(String.join(", ", catalog.categoryIds())));
      }
    }
    catalog.categories().stream()
        .filter(category -> category.mandatory() && !to.contains(category.id()))
        .findFirst()
        .ifPresent(
            category -> {
              throw new Conflict("The category %s is always in scope.".formatted(category.id()));
            });
    categories = catalog.categoryIds().stream().filter(to::contains).toList();
    does("narrowed");
    because(reason);
  }

  /// The scope of a framework; a new one with everything in it, not stored, when none was set.
  public static ComplianceScope of(Catalog catalog) {
    return ComplianceScope.<ComplianceScope>find("framework", catalog.framework())
        .firstResultOptional()
        .orElseGet(() -> new ComplianceScope(catalog));
  }
}
