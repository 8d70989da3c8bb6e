package io.trustfabric.trust.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.ledger.Consumers;
import io.trustfabric.record.Clock;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.trust.Doings;
import io.trustfabric.trust.Recount;
import jakarta.inject.Inject;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TrustFactsTest {

  @Inject Consumers consumers;
  @Inject Pictures pictures;

  @Test
  void after_whatever_was_done_facts_and_counts_are_those_of_a_full_recount() {
    Doings.catchUp(consumers);
    var live = Recount.live();
    var kept = Recount.kept();
    var doings = new Doings(20_261_125);
    doings.run(60);
    doings.manyEvents(10_000);
    doings.more(60);
    Doings.catchUp(consumers);
    var expected = Recount.changes(live, Recount.live());
    assertThat(expected).hasSizeGreaterThan(40);
    assertThat(Recount.changes(kept, Recount.kept())).isEqualTo(expected);
  }

  @Test
  void what_was_known_at_a_line_can_be_read_again_later() {
    var doings = new Doings(7);
    var then = new ArrayList<Picture>();
    doings.run(0);
    for (int i = 0; i < 6; i++) {
      doings.more(8);
      Doings.catchUp(consumers);
      then.add(pictures.now(Clock.now()));
    }
    for (var picture : then) {
      var again = pictures.asOf(picture.position(), picture.at());
      assertThat(again.facts()).isEqualTo(picture.facts());
      picture
          .totals()
          .forEach(
              (measure, total) -> assertThat(again.total(measure)).as(measure).isEqualTo(total));
      assertThat(again.position()).isEqualTo(picture.position());
    }
  }
}
