package io.trustfabric.trust.overview;

import io.quarkus.security.identity.SecurityIdentity;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Clock;
import io.trustfabric.trust.facts.Pictures;
import io.trustfabric.trust.score.DomainScore;
import io.trustfabric.trust.score.Scoring;
import io.trustfabric.trust.score.TrustDomain;
import io.trustfabric.trust.score.TrustReason;
import io.trustfabric.trust.score.TrustState;
import io.trustfabric.web.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Puts the overview together from facts and counts that are there.
@ApplicationScoped
public class Overviews {

  /// A line that waits longer for its position is a failure of the ledger.
  private static final Duration POSITIONED = Duration.ofSeconds(10);

  /// So many lines the facts may be behind before the page says that it does not know.
  private static final long BEHIND = 10_000;

  private static final String ENTRIES = "/api/audit/entries";

  /// Who may read the whole ledger.
  private static final List<String> READERS =
      List.of(Roles.AUDITOR, Roles.SECURITY, Roles.COMPLIANCE, Roles.ADMIN);

  private final Pictures pictures;
  private final Scoring scoring;
  private final SecurityIdentity identity;

  Overviews(Pictures pictures, Scoring scoring, SecurityIdentity identity) {
    this.pictures = pictures;
    this.scoring = scoring;
    this.identity = identity;
  }

  /// As far as lines have been taken, for the caller.
  TrustOverview now() {
    var now = Clock.now();
    var picture = pictures.now(now);
    var progress = pictures.progress(now.minus(POSITIONED));
    var score = scoring.of(picture);
    var figures = new TrustFigures(picture);
    var blocks = new ArrayList<TrustBlock>();
    score.domains().forEach(domain -> blocks.add(block(domain, figures.of(domain))));
    blocks.add(ledger(progress, READERS.stream().anyMatch(identity::hasRole) ? ENTRIES : null));
    var caller = Callers.current();
    return new TrustOverview(
        now,
        picture.position(),
        score.score(),
        blocks,
        TrustTasks.of(picture, identity::hasRole, caller.principal(), !caller.serviceAccount()));
  }

  private static TrustBlock block(DomainScore domain, List<TrustFigure> figures) {
    return new TrustBlock(
        domain.domain(),
        domain.state(),
        domain.worst().orElse(null),
        domain.points(),
        domain.maximum(),
        figures);
  }

  private static TrustBlock ledger(Pictures.Progress progress, String entries) {
    var behind = Math.max(0, progress.head() - progress.taken());
    TrustReason worst = null;
    if (progress.waiting()) {
      worst =
          reason(
              "lines_without_position",
              true,
              1,
              "A line waits for its position for more than 10 seconds",
              entries);
    } else if (progress.head() < 0) {
      worst = reason("ledger_empty", false, 0, "Nothing was ever written to the ledger", entries);
    } else if (behind > BEHIND) {
      worst =
          reason(
              "figures_behind", false, behind, "These figures are far behind the ledger", entries);
    }
    return new TrustBlock(
        TrustDomain.LEDGER,
        worst == null
            ? TrustState.PROVED
            : worst.isBad() ? TrustState.FAILING : TrustState.UNPROVED,
        worst,
        null,
        null,
        List.of(
            TrustFigures.figure("lines", progress.head() + 1, entries),
            TrustFigures.figure("linesNotInFigures", behind, entries)));
  }

  private static TrustReason reason(
      String reason, boolean isBad, long count, String why, String link) {
    return new TrustReason(reason, isBad, BigDecimal.ZERO, count, why, link, List.of());
  }
}
