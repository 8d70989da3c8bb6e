package io.trustfabric.ledger.verify;

/// Ends a verification at the first bad place.
final class Found extends RuntimeException {

  private final transient LedgerFinding finding;

  Found(LedgerFinding finding) {
    super(finding.place() + ": " + finding.problem(), null, false, false);
    this.finding = finding;
  }

  LedgerFinding finding() {
    return finding;
  }
}
