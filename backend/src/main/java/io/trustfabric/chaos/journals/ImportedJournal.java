package io.trustfabric.chaos.journals;

import io.trustfabric.chaos.experiments.ChaosTestView;
import java.util.List;

/// What became of a journal.
///
/// @param read what was taken over
/// @param leftOut what was not, and why
public record ImportedJournal(
    ChaosTestView test, List<JournalPart> read, List<JournalPart> leftOut) {}
