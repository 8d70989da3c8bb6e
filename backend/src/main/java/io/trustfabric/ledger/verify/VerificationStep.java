package io.trustfabric.ledger.verify;

import java.time.Instant;

/// How far a verification is.
///
/// @param check what is looked at
/// @param done how many lines, or records, are done
/// @param lines how many lines there were when it began; records are not counted beforehand
/// @param toldAt when this was told
public record VerificationStep(VerificationCheck check, long done, long lines, Instant toldAt) {}
