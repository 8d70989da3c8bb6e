package io.trustfabric.compliance.drafts;

import io.trustfabric.record.LedgerConsumer.LedgerLine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// What goes into one draft.
public enum Collecting {
  /// What concerns one record.
  EACH,
  /// What happened in one UTC month.
  MONTH;

  /// What the line has in common with the others of its draft.
  String key(LedgerLine line) {
    return this == EACH ? line.recordId().toString() : month(line).toString();
  }

  /// When the time is over that a line's draft is about.
  Instant end(LedgerLine line) {
    return this == EACH
        ? line.occurredAt()
        : month(line).plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  static YearMonth month(LedgerLine line) {
    return YearMonth.from(date(line));
  }

  static LocalDate date(LedgerLine line) {
    return LocalDate.ofInstant(line.occurredAt(), ZoneOffset.UTC);
  }
}
