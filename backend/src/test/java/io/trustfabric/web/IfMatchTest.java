package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trustfabric.record.Invalid;
import io.trustfabric.record.TrustRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

  private static final class Thing extends TrustRecord {}

  @Test
  void the_tag_is_the_version_in_quotes() {
    assertThat(IfMatch.etag(atVersion3())).isEqualTo("\"3\"");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"*", " * ", "\"3\"", " \"3\" ", "\"1\", \"3\"", "\"3\",\"x\""})
  void the_present_version_or_none_or_any_goes_through(String header) {
    assertThatCode(() -> IfMatch.check(atVersion3(), header)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "\"4\"", "\"03\"", "\"\"", "\"1\", \"2\""})
  void another_version_is_refused_with_the_present_one(String header) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> IfMatch.check(atVersion3(), header))
        .satisfies(refusal -> assertThat(refusal.currentVersion()).isEqualTo(3))
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Problem.Kind.STALE_VERSION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "W/\"3\"", "\"3", "3\"", ",", "\"1\", 3", "'3'"})
  void what_is_no_tag_is_refused_as_such(String header) {
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> IfMatch.check(atVersion3(), header))
        .satisfies(
            invalid -> assertThat(invalid.fields().getFirst().pointer()).isEqualTo("If-Match"));
  }

  private static TrustRecord atVersion3() {
    var thing = new Thing();
    thing.version = 3L;
    return thing;
  }
}
