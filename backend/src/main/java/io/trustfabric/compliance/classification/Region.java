package io.trustfabric.compliance.classification;

import java.util.Locale;
import java.util.Set;

/// Where data lies or is used: an ISO 3166-1 country (`DE`), an ISO 3166-2 subdivision (`US-CA`),
/// or `EU`, which ISO reserves for the European Union as a whole. Whoever runs in a cloud's region
/// names the country in which that lies.
final class Region {

  /// The member states of the European Union.
  private static final Set<String> EU =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private Region() {}

  /// Whether text names a region.
  static boolean isKnown(String region) {
    return region.equals("EU")
        || region.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?") && COUNTRIES.contains(country(region));
  }

  /// Whether all of `inner` lies in `outer`.
  static boolean holds(String outer, String inner) {
    return outer.equals(inner)
        || inner.startsWith(outer + "-")
        || outer.equals("EU") && EU.contains(country(inner));
  }

  private static String country(String region) {
    return region.substring(0, Math.min(2, region.length()));
  }
}
