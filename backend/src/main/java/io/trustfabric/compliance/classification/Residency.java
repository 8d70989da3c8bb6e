package io.trustfabric.compliance.classification;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// Where data has to stay. The database says the same (`regions_lie_in`).
public enum Residency {
  /// The United States: `US` and its subdivisions, among which ISO 3166-2 counts `US-PR` and the
  /// other territories.
  US("US"),
  /// The United Kingdom: `GB` and its subdivisions. Jersey, Guernsey and the Isle of Man are no
  /// part of it.
  UK("GB"),
  /// The European Union: `EU`, its 27 member states and their subdivisions. Iceland, Liechtenstein,
  /// Norway and territories with a country code of their own are no part of it.
  EU("EU"),
  /// Canada: `CA` and its subdivisions. (California is `US-CA`.)
  CA("CA"),
  /// Anywhere.
  GLOBAL(null);

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  private final String region;

  Residency(String region) {
    this.region = region;
  }

  /// Whether all of a region lies in it.
  boolean holds(String inner) {
    return region == null || Region.holds(region, inner);
  }

  /// As the API writes it.
  String spoken() {
    return stored;
  }
}
