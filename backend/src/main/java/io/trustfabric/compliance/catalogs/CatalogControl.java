package io.trustfabric.compliance.catalogs;

import java.util.List;

/// One control, criterion, article or specification of a framework.
///
/// @param id as the framework calls it: `CC6.1`, `A.5.18`, `Art.32`, `164.308(a)(1)(ii)(A)`
/// @param token the same as a token for file formats that want one: `iso-5.18`
/// @param title what it asks for, in our own words
/// @param obligation how it binds; null outside HIPAA
/// @param standard the HIPAA standard a specification belongs to; null for others
/// @param mapsTo keys of controls of other frameworks that ask for much the same, in order
public record CatalogControl(
    Framework framework,
    String id,
    String token,
    String category,
    String title,
    Obligation obligation,
    String standard,
    List<String> mapsTo) {

  /// What it is called across frameworks: `iso27001/A.5.18`.
  public String key() {
    return key(framework, id);
  }

  public static String key(Framework framework, String id) {
    return framework.stored() + "/" + id;
  }

  /// Whether evidence can serve it: all but the standards that are met by their specifications.
  public boolean isServed() {
    return obligation != Obligation.HEADING;
  }

  /// Whether a written rationale may stand in for it.
  public boolean isAddressable() {
    return obligation == Obligation.ADDRESSABLE;
  }

  CatalogControl mappedTo(List<String> keys) {
    return new CatalogControl(framework, id, token, category, title, obligation, standard, keys);
  }
}
