package io.trustfabric.chaos.journals;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.chaos.experiments.ChaosSource;
import io.trustfabric.chaos.experiments.ChaosTestResult;
import io.trustfabric.chaos.experiments.ChaosTests;
import io.trustfabric.chaos.experiments.ExperimentClock;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;

/// Makes experiments of journals, each journal once.
@ApplicationScoped
public class JournalImport {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Bodies bodies;
  private final ChaosTests tests;
  private final EntityManager entityManager;

  JournalImport(Bodies bodies, ChaosTests tests, EntityManager entityManager) {
    this.bodies = bodies;
    this.tests = tests;
    this.entityManager = entityManager;
  }

  /// What became of a journal, and whether it is new.
  record Taken(ImportedJournal journal, boolean isNew) {}

  /// Reads a journal. One whose content was read before (as canonical JSON: spaces and the order of
  /// fields do not count) is the experiment that it became then.
  ///
  /// @throws Invalid when it is none, or parameters are bad
  /// @throws Conflict when it was read before as an experiment of another kind, target or place
  @Transactional
  Taken take(JournalParameters parameters, InputStream body) {
    parameters.check();
    var tree = tree(body);
    var sha256 = sha256(tree);
    hold(sha256);
    var journal = new ChaosToolkitJournal(tree);
    var hex = HexFormat.of().formatHex(sha256);
    var known = ChaosTestResult.<ChaosTestResult>find("journalSha256", hex).firstResultOptional();
    if (known.isPresent()) {
      same(known.get(), parameters);
      return new Taken(answer(known.get(), journal), false);
    }
    var test = toTest(journal, parameters);
    test.journalSha256 = hex;
    test.persistAndFlush();
    return new Taken(answer(test, journal), true);
  }

  private JsonNode tree(InputStream body) {
    try {
      return bodies.tree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha256(JsonNode tree) {
    try {
      return Canonical.sha256(Canonical.bytes(tree));
    } catch (IllegalArgumentException e) {
      throw Invalid.field("", "has a number or a text that canonical JSON cannot hold");
    }
  }

  /// Of two at once with the same journal the second one waits, and finds it there.
  private void hold(byte[] sha256) {
    entityManager
        .createNativeQuery("SELECT CAST(pg_advisory_xact_lock(?1) AS text)", String.class)
        .setParameter(1, ByteBuffer.wrap(sha256).getLong())
        .getSingleResult();
  }

  private static void same(ChaosTestResult known, JournalParameters parameters) {
    if (known.testType != parameters.type()
        || !known.target.equals(parameters.target)
        || !known.environment.equals(parameters.environment)) {
      throw new Conflict(
          "This journal was imported already, as chaos test %s with other parameters."
              .formatted(known.id));
    }
  }

  private static ChaosTestResult toTest(ChaosToolkitJournal journal, JournalParameters parameters) {
    var took = Duration.between(journal.startedAt, journal.endedAt);
    var test =
        ChaosTestResult.begun(
            ChaosSource.CHAOS_TOOLKIT,
            journal.startedAt,
            took.compareTo(SHORTEST) < 0 ? SHORTEST : took,
            journal.steadyStates.hypothesis());
    test.name = journal.title;
    test.testType = parameters.type();
    test.target = parameters.target;
    test.environment = parameters.environment;
    test.plannedMethod = journal.plannedMethod;
    test.plannedRollbacks = journal.plannedRollbacks;
    test.failurePoints = journal.failurePoints.stream().distinct().limit(200).toList();
    test.toolStatus = journal.toolStatus;
    test.observe(
        ExperimentClock.startingAt(journal.startedAt).observed(journal.faultInjectedAt, null, null),
        test.windows(),
        journal.steadyStates.measurements,
        journal.activities);
    test.end(journal.status(), journal.endedAt, "/end", journal.endReason());
    test.imported();
    return test;
  }

  private ImportedJournal answer(ChaosTestResult test, ChaosToolkitJournal journal) {
    return new ImportedJournal(tests.view(test), journal.read(), journal.leftOut.lines());
  }
}
