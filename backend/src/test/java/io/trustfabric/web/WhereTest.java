package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trustfabric.record.ApprovalStatus;
import io.trustfabric.record.Invalid;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhereTest {

  @Test
  void nothing_asked_is_no_condition() {
    var where =
        new Where()
            .anyOf("source", null)
            .anyOf("status", ApprovalStatus.class, List.of())
            .from("at", "from", null)
            .to("at", "to", null)
            .flag("on", null, "a", "b")
            .search(null)
            .search("  ");
    assertThat(where.hql()).isEmpty();
    assertThat(where.parameters()).isEmpty();
    assertThatCode(where::check).doesNotThrowAnyException();
  }

  @Test
  void one_value_is_an_equality_and_several_are_a_list() {
    assertThat(new Where().anyOf("source", List.of("a")).hql()).isEqualTo("source = :source");
    var two = new Where().anyOf("status", ApprovalStatus.class, List.of("pending", "expired"));
    assertThat(two.hql()).isEqualTo("status in :status");
    assertThat(two.parameters())
        .isEqualTo(Map.of("status", List.of(ApprovalStatus.PENDING, ApprovalStatus.EXPIRED)));
  }

  @Test
  void fields_are_joined_by_and() {
    var where =
        new Where()
            .anyOf("source", List.of("a"))
            .from("at", "atFrom", "2026-01-01T00:00:00Z")
            .to("at", "atTo", "2026-01-02T00:00:00Z")
            .flag("open", "true", "x is null", "x is not null")
            .flag("done", "false", "y is null", "y is not null");
    assertThat(where.hql())
        .isEqualTo(
            "source = :source and at >= :atFrom and at < :atTo and x is null and y is not null");
    assertThat(where.parameters())
        .containsEntry("atFrom", Instant.parse("2026-01-01T00:00:00Z"))
        .containsEntry("atTo", Instant.parse("2026-01-02T00:00:00Z"));
  }

  @Test
  void values_never_enter_the_condition_itself() {
    var evil = "x' or 1 = 1 --";
    var where = new Where().anyOf("source", List.of(evil)).search(evil);
    assertThat(where.hql()).doesNotContain("or 1");
    assertThat(where.parameters()).containsValue(evil);
  }

  @Test
  void every_bad_parameter_is_collected() {
    var where =
        new Where()
            .anyOf("status", ApprovalStatus.class, List.of("pending", "PENDING"))
            .anyOf("source", List.of("a\0b"))
            .anyOf("actor", List.of("x".repeat(501)))
            .anyOf("many", Collections.nCopies(51, "a"))
            .from("at", "from", "yesterday")
            .flag("open", "yes", "a", "b")
            .id("recordId", "no-id")
            .search("x".repeat(201));
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(where::check)
        .satisfies(
            invalid ->
                assertThat(invalid.fields().stream().map(Invalid.Field::pointer))
                    .containsExactly(
                        "?status",
                        "?source",
                        "?actor",
                        "?many",
                        "?from",
                        "?open",
                        "?recordId",
                        "?q"));
  }
}
