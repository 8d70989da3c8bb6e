package io.trustfabric.monitoring.slos;

import static io.trustfabric.testing.Api.SLOS;
import static io.trustfabric.testing.Api.SLO_DEFINITIONS;
import static io.trustfabric.testing.Api.get;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Tokens;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What tests say of measurements over and over.
final class Measured {

  private Measured() {}

  /// A measurement of counts over a window, as JSON.
  static String counts(String sloId, Instant from, Instant to, Object good, Object total) {
    return """
        {"sloId": "%s", "windowStart": "%s", "windowEnd": "%s", "goodEvents": %s, "totalEvents": %s}
        """
        .formatted(sloId, from, to, good, total);
  }

  /// A measurement of a ratio over a window, as JSON.
  static String ratio(String sloId, Instant from, Instant to, Object ratio) {
    return """
        {"sloId": "%s", "windowStart": "%s", "windowEnd": "%s", "measuredRatio": %s}
        """
        .formatted(sloId, from, to, ratio);
  }

  /// Reports as the machine client does.
  static ValidatableResponse report(String body) {
    return send(SLOS, body);
  }

  /// Reports many as the machine client does.
  static ValidatableResponse batch(List<String> bodies) {
    return send(SLOS + "/batch", bodies.stream().collect(Collectors.joining(",", "[", "]")));
  }

  private static ValidatableResponse send(String path, String body) {
    return Api.with(Tokens.machine("report_slos"))
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then();
  }

  /// One measurement of counts for each step of a span, all the same.
  static List<String> steady(
      String sloId, Instant from, Instant to, Duration step, int good, int total) {
    return Stream.iterate(from, start -> start.isBefore(to), start -> start.plus(step))
        .map(start -> counts(sloId, start, start.plus(step), good, total))
        .toList();
  }

  /// The figures of an SLO at a time, every digit kept.
  static JsonPath status(String sloId, Instant at) {
    return exact(get(SLO_DEFINITIONS + "/" + sloId + "/status?at=" + at).statusCode(200));
  }

  static JsonPath exact(ValidatableResponse response) {
    return new JsonPath(response.extract().asString())
        .using(
            JsonPathConfig.jsonPathConfig()
                .numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
  }

  static BigDecimal decimal(JsonPath path, String at) {
    var number = path.get(at);
    return number == null ? null : new BigDecimal(number.toString());
  }

  /// Now, in whole minutes.
  static Instant minute() {
    return Instant.now().truncatedTo(ChronoUnit.MINUTES);
  }

  static Instant hour() {
    return Instant.now().truncatedTo(ChronoUnit.HOURS);
  }
}
