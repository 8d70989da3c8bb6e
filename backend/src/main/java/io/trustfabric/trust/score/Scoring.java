package io.trustfabric.trust.score;

import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.trust.facts.Picture;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/// The formula: a function of a picture and of nothing else.
@ApplicationScoped
public class Scoring {

  /// Counts the versions of the formula: raised with every change of what a picture is worth.
  public static final int FORMULA = 1;

  private final Catalogs catalogs;

  Scoring(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  public TrustScore of(Picture picture) {
    var domains =
        List.of(
            DomainScore.of(TrustDomain.QUALITY, QualityClaims.of(picture)),
            DomainScore.of(TrustDomain.MODELS, ModelClaims.of(picture)),
            DomainScore.of(TrustDomain.SECURITY_EVENTS, List.of(SecurityClaims.events(picture))),
            DomainScore.of(TrustDomain.INCIDENTS, List.of(SecurityClaims.incidents(picture))),
            DomainScore.of(TrustDomain.ROTATIONS, List.of(SecurityClaims.rotations(picture))),
            DomainScore.of(TrustDomain.SLOS, List.of(SloClaims.of(picture))),
            DomainScore.of(TrustDomain.COMPLIANCE, ComplianceClaims.of(picture, catalogs)),
            DomainScore.of(TrustDomain.BACKUPS, RecoveryClaims.backups(picture)),
            DomainScore.of(TrustDomain.CHAOS, List.of(RecoveryClaims.chaos(picture))));
    var score = domains.stream().map(DomainScore::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new TrustScore(picture.at(), picture.position(), FORMULA, score, domains);
  }
}
