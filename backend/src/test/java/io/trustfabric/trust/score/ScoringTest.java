package io.trustfabric.trust.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.trust.score.World.Kind;
import io.trustfabric.trust.score.World.Verdict;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ScoringTest {

  private static final int WORLDS = 300;

  @Inject Scoring scoring;

  @Test
  void nothing_at_all_is_worth_nothing_and_says_why() {
    var score = score(new World());
    assertThat(score.score()).isEqualByComparingTo("0");
    assertThat(score.domains())
        .allSatisfy(d -> assertThat(d.state()).isEqualTo(TrustState.UNPROVED));
    assertThat(score.domains())
        .flatExtracting(DomainScore::claims)
        .allSatisfy(claim -> assertThat(claim.reasons()).isNotEmpty());
  }

  @Test
  void the_example_of_the_document_is_worth_what_it_says() {
    var world = new World();
    world.add(Kind.SUITE, Verdict.GOOD).add(Kind.SUITE, Verdict.GOOD).add(Kind.SUITE, Verdict.BAD);
    world.add(Kind.DATASET, Verdict.GOOD);
    world.model(Verdict.GOOD, Verdict.GOOD).model(Verdict.UNKNOWN, Verdict.BAD);
    world.total("security_event/high/resolved", 3).total("security_event/high/open", 1);
    world.total("incident/sev2/closed", 1).total("incident/sev1/detected", 1);
    world
        .add(Kind.SECRET, Verdict.GOOD)
        .add(Kind.SECRET, Verdict.GOOD)
        .add(Kind.SECRET, Verdict.BAD);
    world.add(Kind.SLO, Verdict.GOOD).add(Kind.SLO, Verdict.GOOD);
    world.add(Kind.SLO, Verdict.BAD).add(Kind.SLO, Verdict.UNKNOWN);
    world.onlyFourControls().cover(3);
    world.add(Kind.REVIEW, Verdict.GOOD).add(Kind.REVIEW, Verdict.BAD);
    world.add(Kind.EVIDENCE, Verdict.GOOD).add(Kind.EVIDENCE, Verdict.GOOD);
    world.add(Kind.EVIDENCE, Verdict.GOOD);
    world.policy(Verdict.GOOD, Verdict.BAD);
    world.chaos("queue_delay", Verdict.GOOD);
    var score = score(world);
    assertThat(points(score))
        .isEqualTo(
            "[4.66, 7.00, 3.50, 3.50, 8.50, 0.00, 6.66, 6.00, 6.00, 1.50, 3.00, 5.00, 0.00, 1.00]");
    assertThat(score.score()).isEqualByComparingTo("56.32");
  }

  @Test
  void random_systems_are_worth_what_plain_arithmetic_says() {
    var random = new Random(25);
    for (int i = 0; i < WORLDS; i++) {
      var world = World.random(random);
      assertThat(score(world).score()).as(world.toString()).isEqualByComparingTo(world.expected());
    }
  }

  @Test
  void what_is_lost_is_explained_to_the_hundredth() {
    var random = new Random(26);
    for (int i = 0; i < WORLDS; i++) {
      var score = score(World.random(random));
      assertThat(score.score()).isBetween(BigDecimal.ZERO, new BigDecimal("100"));
      for (var domain : score.domains()) {
        for (var claim : domain.claims()) {
          var lost =
              claim.reasons().stream()
                  .map(TrustReason::lost)
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          assertThat(claim.points().add(lost))
              .as(claim.toString())
              .isEqualByComparingTo(claim.maximum());
          assertThat(claim.points()).isNotNegative();
          assertThat(claim.reasons())
              .allSatisfy(reason -> assertThat(reason.lost()).isNotNegative());
        }
      }
      assertThat(maxima(score)).isEqualByComparingTo("100");
    }
  }

  @Test
  void something_bad_or_unknown_more_never_raises_it_and_something_good_never_lowers_it() {
    var random = new Random(27);
    for (int i = 0; i < WORLDS; i++) {
      var seed = random.nextLong();
      var before = score(World.random(new Random(seed))).score();
      for (var verdict : Verdict.values()) {
        for (int kind = 0; kind < World.ADDITIONS; kind++) {
          var world = World.random(new Random(seed)).addOne(kind, verdict);
          var after = score(world).score();
          if (verdict == Verdict.GOOD) {
            assertThat(after).as("%s, %d", verdict, kind).isGreaterThanOrEqualTo(before);
          } else {
            assertThat(after).as("%s, %d", verdict, kind).isLessThanOrEqualTo(before);
          }
        }
      }
    }
  }

  private TrustScore score(World world) {
    return scoring.of(world.picture());
  }

  private static String points(TrustScore score) {
    return score.domains().stream()
        .flatMap(domain -> domain.claims().stream())
        .map(ClaimScore::points)
        .toList()
        .toString();
  }

  private static BigDecimal maxima(TrustScore score) {
    return score.domains().stream()
        .map(DomainScore::maximum)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
