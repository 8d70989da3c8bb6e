package io.trustfabric.compliance.evidence;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/// What kind of evidence it is.
public enum EvidenceType {
  POLICY,
  PROCEDURE,
  LOG,
  TEST_RESULT,
  AUDIT_REPORT;

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);

  /// Whether it is a document, which has to be there as a file. Logs and test results may as well
  /// be records of this product.
  boolean isDocument() {
    return this == POLICY || this == PROCEDURE || this == AUDIT_REPORT;
  }
}
