package io.trustfabric.compliance.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.record.Author;
import io.trustfabric.record.LedgerConsumer.LedgerLine;
import io.trustfabric.testing.LedgerVerifier;
import io.trustfabric.testing.PostgresResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DraftRulesTest {

  @Inject DraftRules rules;
  @Inject Catalogs catalogs;

  @Test
  void every_rule_names_controls_that_evidence_can_serve() {
    for (var rule : rules.all()) {
      assertThat(rule.controls()).as(rule.id()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(rule.controls())
          .as(rule.id())
          .allSatisfy(key -> assertThat(catalogs.control(key).orElseThrow().isServed()).isTrue());
    }
  }

  @Test
  void every_rule_is_one_of_its_kind_and_says_what_a_draft_needs() {
    var ids = new HashSet<String>();
    for (var rule : rules.all()) {
      assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
      assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*");
      assertThat(rule.actions())
          .as(rule.id())
          .isNotEmpty()
          .allSatisfy(action -> assertThat(action).startsWith(rule.recordType() + "."));
      assertThat(rule.validFor()).as(rule.id()).isGreaterThanOrEqualTo(Duration.ofDays(30));
      assertThat(rule.when())
          .as(rule.id())
          .allSatisfy(
              condition -> {
                assertThat(condition.at()).startsWith("/");
                assertThat(condition.is() == null).isNotEqualTo(condition.present() == null);
              });
      var draft = rule.draft(line("2026-02-28T23:59:59Z"), rules.dataVersion());
      assertThat(draft.title()).as(rule.id()).doesNotContain("{").hasSizeLessThan(300);
      assertThat(draft.description()).as(rule.id()).doesNotContain("{").isNotBlank();
      assertThat(draft.effectiveTo()).isAfter(draft.nextReviewDueAt());
      assertThat(draft.nextReviewDueAt()).isAfter(draft.effectiveFrom());
    }
  }

  @Test
  void a_month_ends_in_UTC_and_a_record_has_a_draft_of_its_own() {
    var line = line("2026-02-28T23:59:59.999999Z");
    assertThat(Collecting.MONTH.key(line)).isEqualTo("2026-02");
    assertThat(Collecting.MONTH.key(line("2026-03-01T00:00:00Z"))).isEqualTo("2026-03");
    assertThat(Collecting.MONTH.end(line)).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(Collecting.EACH.key(line)).isEqualTo(line.recordId().toString());
    assertThat(Collecting.EACH.end(line)).isEqualTo(line.occurredAt());
  }

  @Test
  void every_kind_of_record_is_one_the_ledger_knows() {
    assertThat(rules.all())
        .allSatisfy(rule -> assertThat(LedgerVerifier.recordTypes()).contains(rule.recordType()));
  }

  private static LedgerLine line(String at) {
    return new LedgerLine(
        0,
        Instant.parse(at),
        new Author("urn:test", "x", null),
        "x.created",
        "x",
        UUID.fromString("0199f0f0-0000-7000-8000-000000000000"),
        0L,
        "00".repeat(32),
        JsonNodeFactory.instance.objectNode());
  }
}
