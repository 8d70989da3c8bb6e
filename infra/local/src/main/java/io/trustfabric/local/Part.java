package io.trustfabric.local;

/// What the launcher starts, in the order in which the parts depend on each other.
public enum Part {
  POSTGRES("PostgreSQL"),
  KEYCLOAK("Keycloak"),
  BACKEND("API"),
  WEB("Web");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  /// The name people read.
  public String title() {
    return title;
  }

  /// The name in options and in names of log files.
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
