package io.trustfabric.ledger.verify;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The first bad place. Says what differs by digests, counts and names, never by a personal value.
///
/// @param check what was looked at
/// @param place where, for people: `position 17`, `tile 0/12`, `security_event 0199...`
/// @param position the line's; null where it is about none, or it has none
/// @param recordType null where it is about no record
/// @param recordId null where it is about no record
/// @param problem what is wrong
/// @param expected what it should be; null where there is nothing to compare
/// @param actual what it is
@Embeddable
@RegisterForReflection
public record LedgerFinding(
    @Enumerated(EnumType.STRING) VerificationCheck check,
    String place,
    @Schema(nullable = true) Long position,
    @Schema(nullable = true) String recordType,
    @Schema(nullable = true) UUID recordId,
    String problem,
    @Schema(nullable = true) String expected,
    @Schema(nullable = true) String actual) {

  static LedgerFinding at(VerificationCheck check, String place, String problem) {
    return new LedgerFinding(check, place, null, null, null, problem, null, null);
  }

  static LedgerFinding ofLine(long position, String problem) {
    return at(VerificationCheck.LINES, "position " + position, problem).onLine(position);
  }

  static LedgerFinding ofRecord(String type, UUID id, String problem) {
    return at(VerificationCheck.RECORDS, "%s %s".formatted(type, id), problem).about(type, id);
  }

  /// The same with what was compared.
  LedgerFinding compared(Object expected, Object actual) {
    return new LedgerFinding(
        check,
        place,
        position,
        recordType,
        recordId,
        problem,
        String.valueOf(expected),
        String.valueOf(actual));
  }

  LedgerFinding withProblem(String problem) {
    return new LedgerFinding(
        check, place, position, recordType, recordId, problem, expected, actual);
  }

  /// The same with the record it is about.
  LedgerFinding about(String type, UUID id) {
    return new LedgerFinding(check, place, position, type, id, problem, expected, actual);
  }

  private LedgerFinding onLine(long position) {
    return new LedgerFinding(
        check, place, position, recordType, recordId, problem, expected, actual);
  }
}
