package io.trustfabric.monitoring.openslo;

import static io.trustfabric.testing.Api.as;
import static io.trustfabric.testing.Api.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.trustfabric.testing.PostgresResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of OpenSLO's specification and of Sloth, and what is said of each. None of them can
/// be kept as it is, and each is told everything that stands against it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenSloSamplesTest {

  private static final Path SAMPLES = Path.of(System.getProperty("shared.data", "none"));
  private static final String SPEC = "openslo/spec/examples/";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          budgeting-method/occurences-slo.yaml | spec/indicator/spec/thresholdMetric spec/objectives/0/op \
          spec/objectives/0/value spec/timeWindow/0/duration
          budgeting-method/ratio-timeslices.yaml | spec/budgetingMethod spec/objectives/0/op \
          spec/objectives/0/timeSliceWindow spec/timeWindow/0/duration \
          spec/indicator/spec/ratioMetric/good/metricSource/type \
          spec/indicator/spec/ratioMetric/total/metricSource/type
          budgeting-method/timeslices-slo.yaml | spec/budgetingMethod spec/objectives spec/objectives/0/op \
          spec/objectives/0/timeSliceTarget spec/objectives/0/timeSliceWindow \
          spec/objectives/1/timeSliceTarget spec/objectives/1/timeSliceWindow spec/timeWindow/0/duration \
          spec/indicator/spec/ratioMetric/good/metricSource/type \
          spec/indicator/spec/ratioMetric/total/metricSource/type
          treat-low-traffic-as-equally-important/timeslices-slo.yaml | spec/budgetingMethod \
          spec/objectives/0/op spec/objectives/0/timeSliceTarget spec/objectives/0/timeSliceWindow \
          spec/timeWindow/0/duration spec/indicator/spec/ratioMetric/good/metricSource/type \
          spec/indicator/spec/ratioMetric/total/metricSource/type
          """)
  void each_example_of_the_specification_is_told_what_cannot_be_kept(String file, String places)
      throws IOException {
    assertThat(refusals(SPEC + file))
        .containsExactlyInAnyOrder(
            List.of(places.strip().split(" +")).stream()
                .map(place -> "/0/" + place)
                .toArray(String[]::new));
  }

  @Test
  void an_occurrences_example_is_kept_once_what_it_leaves_open_is_filled_in() throws IOException {
    var text = read(SPEC + "budgeting-method/ratio-timeslices.yaml");
    var filled =
        text.replace("RatioTimeslices", "Occurrences")
            .replaceAll("(?m)^ *(op|timeSliceWindow):.*\\n", "")
            .replace("duration: 2w", "duration: 4w")
            .replace("type: Any", "type: Prometheus")
            .replace("query: Any", "query: responses_total");
    as("engineer")
        .contentType("application/yaml")
        .body(filled.getBytes(StandardCharsets.UTF_8))
        .post("/api/monitoring/slos/openslo")
        .then()
        .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
  }

  @ParameterizedTest
  @CsvSource({"openslo-getting-started.yml, 1", "openslo-kubernetes-apiserver.yml, 2"})
  void the_older_version_that_sloth_reads_is_refused_by_name(String file, int documents)
      throws IOException {
    assertThat(refusals("sloth/examples/" + file))
        .hasSize(documents)
        .allMatch(pointer -> pointer.matches("/[01]/apiVersion"));
  }

  private static List<String> refusals(String file) throws IOException {
    var refused =
        as("engineer")
            .contentType("application/yaml")
            .body(read(file).getBytes(StandardCharsets.UTF_8))
            .post("/api/monitoring/slos/openslo")
            .then();
    isProblem(refused, 400, "invalid-request");
    return refused.extract().path("errors.pointer");
  }

  private static String read(String file) throws IOException {
    var path = SAMPLES.resolve(file);
    assumeTrue(Files.isReadable(path), () -> "the samples are not here: " + path);
    return Files.readString(path);
  }
}
