package io.trustfabric.compliance.catalogs;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Counts are those of the frameworks themselves, not of our files.
class CatalogsTest {

  private final Catalogs catalogs = new Catalogs(new ObjectMapper());

  @Test
  void soc2_has_its_61_criteria_series_by_series() {
    var soc2 = catalogs.of(Framework.SOC2);
    assertThat(soc2.controls()).hasSize(61);
    assertThat(
            soc2.controls().stream()
                .collect(groupingBy(c -> c.id().substring(0, c.id().indexOf('.')), counting())))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("CC1", 5L),
                Map.entry("CC2", 3L),
                Map.entry("CC3", 4L),
                Map.entry("CC4", 2L),
                Map.entry("CC5", 3L),
                Map.entry("CC6", 8L),
                Map.entry("CC7", 5L),
                Map.entry("CC8", 1L),
                Map.entry("CC9", 2L),
                Map.entry("A1", 3L),
                Map.entry("C1", 2L),
                Map.entry("PI1", 5L),
                Map.entry("P1", 1L),
                Map.entry("P2", 1L),
                Map.entry("P3", 2L),
                Map.entry("P4", 3L),
                Map.entry("P5", 2L),
                Map.entry("P6", 7L),
                Map.entry("P7", 1L),
                Map.entry("P8", 1L)));
    assertThat(byCategory(Framework.SOC2))
        .isEqualTo(
            Map.of(
                "security", 33L,
                "availability", 3L,
                "confidentiality", 2L,
                "processing_integrity", 5L,
                "privacy", 18L));
  }

  @Test
  void iso27001_has_its_93_controls_and_the_clauses_4_to_10() {
    assertThat(byCategory(Framework.ISO27001))
        .isEqualTo(
            Map.of(
                "clauses", 30L,
                "organizational", 37L,
                "people", 8L,
                "physical", 14L,
                "technological", 34L));
    var annex =
        catalogs.of(Framework.ISO27001).controls().stream()
            .filter(c -> c.id().startsWith("A."))
            .map(CatalogControl::id);
    assertThat(annex)
        .containsExactlyElementsOf(
            Stream.of(Map.entry(5, 37), Map.entry(6, 8), Map.entry(7, 14), Map.entry(8, 34))
                .flatMap(
                    theme ->
                        Stream.iterate(1, i -> i <= theme.getValue(), i -> i + 1)
                            .map(i -> "A.%d.%d".formatted(theme.getKey(), i)))
                .toList());
    assertThat(
            catalogs.of(Framework.ISO27001).controls().stream()
                .filter(c -> c.category().equals("clauses"))
                .map(c -> c.id().substring(0, c.id().indexOf('.')))
                .distinct())
        .containsExactly("4", "5", "6", "7", "8", "9", "10");
  }

  @Test
  void hipaa_has_its_standards_and_specifications() {
    var controls = catalogs.of(Framework.HIPAA).controls();
    assertThat(controls.stream().collect(groupingBy(CatalogControl::obligation, counting())))
        .isEqualTo(
            Map.of(
                Obligation.HEADING, 15L,
                Obligation.STANDARD, 7L,
                Obligation.REQUIRED, 21L,
                Obligation.ADDRESSABLE, 22L));
    // Appendix A to Subpart C: 18 standards with 14 required and 22 addressable specifications.
    var matrix =
        controls.stream()
            .filter(c -> List.of("administrative", "physical", "technical").contains(c.category()))
            .toList();
    assertThat(matrix.stream().filter(c -> c.standard() == null)).hasSize(18);
    assertThat(matrix.stream().filter(c -> c.obligation() == Obligation.REQUIRED)).hasSize(14);
    assertThat(matrix.stream().filter(CatalogControl::isAddressable)).hasSize(22);
    var headings = controls.stream().filter(c -> !c.isServed()).map(CatalogControl::id).toList();
    assertThat(controls.stream().map(CatalogControl::standard).filter(s -> s != null).distinct())
        .containsExactlyElementsOf(headings);
    assertThat(controls).allMatch(c -> c.id().startsWith(section(c.category())));
  }

  @Test
  void gdpr_has_the_articles_that_need_evidence() {
    var ids = catalogs.of(Framework.GDPR).controls().stream().map(CatalogControl::id).toList();
    assertThat(ids)
        .contains(
            "Art.5", "Art.6", "Art.15", "Art.17", "Art.25", "Art.28", "Art.30", "Art.32", "Art.33",
            "Art.34", "Art.35", "Art.37", "Art.46")
        .allMatch(id -> id.matches("Art\\.([5-9]|[1-4][0-9])"));
  }

  @ParameterizedTest
  @EnumSource(Framework.class)
  void ids_and_tokens_are_unique_and_categories_known(Framework framework) {
    var catalog = catalogs.of(framework);
    assertThat(catalog.controls()).extracting(CatalogControl::id).doesNotHaveDuplicates();
    assertThat(catalog.controls())
        .extracting(CatalogControl::token)
        .doesNotHaveDuplicates()
        .allMatch(token -> token.matches("[a-z][a-z0-9.-]*[a-z0-9]"));
    assertThat(catalog.controls())
        .allMatch(c -> catalog.categoryIds().contains(c.category()))
        .allMatch(c -> c.title().length() > 10 && c.title().length() < 200);
    assertThat(catalog.sha256()).matches("[0-9a-f]{64}");
    assertThat(catalog.dataVersion()).isPositive();
  }

  @Test
  void tokens_are_those_of_the_plan() {
    assertThat(catalogs.control("iso27001/A.5.18").orElseThrow().token()).isEqualTo("iso-5.18");
    assertThat(catalogs.control("iso27001/5.1").orElseThrow().token()).isEqualTo("iso-clause-5.1");
    assertThat(catalogs.control("hipaa/164.308(a)(1)").orElseThrow().token())
        .isEqualTo("hipaa-164.308-a-1");
  }

  @Test
  void every_mapping_leads_to_a_control_of_another_framework_that_can_be_served_and_back() {
    var seen = new HashSet<String>();
    for (var control : catalogs.controls()) {
      for (var key : control.mapsTo()) {
        var other = catalogs.control(key);
        assertThat(other).as(control.key() + " -> " + key).isPresent();
        assertThat(other.get().framework()).as(key).isNotEqualTo(control.framework());
        assertThat(other.get().isServed()).as(control.key() + " -> " + key).isTrue();
        assertThat(other.get().mapsTo()).contains(control.key());
        seen.add(control.key());
      }
    }
    assertThat(seen).hasSizeGreaterThan(150);
  }

  private Map<String, Long> byCategory(Framework framework) {
    return catalogs.of(framework).controls().stream()
        .collect(groupingBy(CatalogControl::category, counting()));
  }

  private static String section(String category) {
    return switch (category) {
      case "administrative" -> "164.308";
      case "physical" -> "164.310";
      case "technical" -> "164.312";
      case "organizational" -> "164.314";
      default -> "164.316";
    };
  }
}
