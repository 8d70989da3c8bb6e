package io.trustfabric.web;

/// The roles an endpoint may name. What names none is denied.
public final class Roles {

  public static final String VIEWER = "viewer";
  public static final String AUDITOR = "auditor";
  public static final String ENGINEER = "engineer";
  public static final String SECURITY = "security";
  public static final String COMPLIANCE = "compliance";
  public static final String ADMIN = "admin";

  /// Machine clients get one of these and no other.
  public static final String INGEST_EVENTS = "ingest_events";

  public static final String REPORT_CHAOS = "report_chaos";
  public static final String REPORT_MODELS = "report_models";
  public static final String REPORT_TESTS = "report_tests";
  public static final String REPORT_SLOS = "report_slos";
  public static final String CHECK_DATA = "check_data";
  public static final String REPORT_BACKUPS = "report_backups";

  private Roles() {}
}
