package io.trustfabric.trust.bundle;

import io.trustfabric.compliance.catalogs.Catalog;
import io.trustfabric.compliance.oscal.OscalPlaces;
import java.util.UUID;

/// Where things lie in a bundle. As OSCAL's places they are relative to the folder of its
/// documents.
final class BundlePlaces implements OscalPlaces {

  static final String README = "README.md";
  static final String ABOUT = "bundle.json";
  static final String CATALOG = "oscal/catalog.json";
  static final String PLAN = "oscal/assessment-plan.json";
  static final String RESULTS = "oscal/assessment-results.json";
  static final String STATEMENT = "compliance/statement-of-applicability.csv";
  static final String COVERAGE = "compliance/coverage.json";
  static final String SCORE = "trust/score.json";
  static final String CHECKPOINT = "ledger/checkpoint";
  static final String KEYS = "ledger/keys.txt";
  static final String ANCHORS = "ledger/anchors.json";
  static final String MANIFEST = "SHA256SUMS";
  static final String SEAL = "SHA256SUMS.tlog-proof";

  /// A file's own name is cut to this many characters.
  private static final int LONGEST_NAME = 100;

  static String content(UUID evidenceId, long number) {
    return "evidence/%s/revisions/%d.json".formatted(evidenceId, number);
  }

  /// Who wrote, submitted and approved a revision, and when.
  static String approval(UUID evidenceId, long number) {
    return "evidence/%s/revisions/%d.approval.json".formatted(evidenceId, number);
  }

  /// Under its own name as far as that is harmless on every system.
  static String upload(UUID evidenceId, UUID fileId, String name) {
    var harmless = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.", "_");
    var from = Math.max(0, harmless.length() - LONGEST_NAME);
    return "evidence/%s/files/%s/%s".formatted(evidenceId, fileId, harmless.substring(from));
  }

  static String lines(String recordType, UUID recordId) {
    return "ledger/records/%s/%s.ndjson".formatted(recordType, recordId);
  }

  static String checkpoint(long size) {
    return "ledger/anchors/%d.checkpoint".formatted(size);
  }

  @Override
  public String catalog(Catalog catalog) {
    return "../" + CATALOG;
  }

  @Override
  public String plan(Catalog catalog) {
    return "../" + PLAN;
  }

  @Override
  public String revision(UUID evidenceId, long number) {
    return "../" + content(evidenceId, number);
  }

  @Override
  public String file(UUID evidenceId, UUID fileId, String name) {
    return "../" + upload(evidenceId, fileId, name);
  }

  @Override
  public String history(String recordType, UUID recordId) {
    return "../" + lines(recordType, recordId);
  }
}
