package io.trustfabric.local;

import java.util.List;

/// The demo people and the machine clients that the realm template names.
public final class People {

  /// A person who can sign in.
  public record Person(String username, String name, String role) {}

  /// A machine client and the one role its tokens carry; null for Keycloak's own service clients.
  /// The desks have a person's role: they stand for the people of the demo.
  public record Machine(String clientId, String role) {}

  public static final List<Person> PEOPLE =
      List.of(
          new Person("vera", "Vera Lindqvist", "viewer"),
          new Person("aldo", "Aldo Marchetti", "auditor"),
          new Person("enzo", "Enzo Duarte", "engineer"),
          new Person("selma", "Selma Okafor", "security"),
          new Person("cora", "Cora Weiss", "compliance"),
          new Person("ada", "Ada Nair", "admin"));

  public static final List<Machine> MACHINES =
      List.of(
          new Machine("event-ingest", "ingest_events"),
          new Machine("test-reporter", "report_tests"),
          new Machine("model-reporter", "report_models"),
          new Machine("slo-reporter", "report_slos"),
          new Machine("backup-reporter", "report_backups"),
          new Machine("chaos-reporter", "report_chaos"),
          new Machine("data-checker", "check_data"),
          new Machine("security-desk", "security"),
          new Machine("engineering-desk", "engineer"),
          new Machine("compliance-desk", "compliance"),
          new Machine("keycloak-events", null),
          new Machine("keycloak-snapshots", null),
          new Machine("keycloak-manager", null));

  private People() {}
}
