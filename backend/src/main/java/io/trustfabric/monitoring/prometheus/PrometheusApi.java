package io.trustfabric.monitoring.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Secrets;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Asks Prometheus over its HTTP API. What goes wrong is told in words that hold neither its
/// address nor the token.
final class PrometheusApi {

  /// Far more than 11,000 samples need.
  private static final long MAX_ANSWER = 4L * 1024 * 1024;

  private static final int MAX_REASON = 300;
  private static final BigDecimal MILLIS = new BigDecimal(1_000);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrometheusConfig config;
  private final HttpClient http;

  PrometheusApi(PrometheusConfig config) {
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.timeout())
            .build();
  }

  /// Prometheus cannot be asked anything at the moment, whatever it is.
  static final class Silent extends IOException {
    Silent(String message) {
      super(message);
    }
  }

  /// The values of a query that gives one series, by the times they are for; no value, and NaN, are
  /// left out.
  ///
  /// @throws Silent when Prometheus does not answer
  /// @throws IOException when it refuses the query or answers something else
  NavigableMap<Instant, BigDecimal> range(String query, Instant from, Instant to, Duration step)
      throws IOException {
    var answer =
        post(
            "/api/v1/query_range",
            Map.of(
                "query",
                query,
                "start",
                from.toString(),
                "end",
                to.toString(),
                "step",
                step.toSeconds() + "s"));
    var body = body(answer);
    if (answer.statusCode() == 400 || answer.statusCode() == 422) {
      throw new IOException("Prometheus refuses the query: " + reason(body));
    }
    if (answer.statusCode() != 200) {
      throw new Silent("Prometheus answers with status %d".formatted(answer.statusCode()));
    }
    return samples(body);
  }

  private static NavigableMap<Instant, BigDecimal> samples(JsonNode body) throws IOException {
    var result = body.at("/data/result");
    if (!body.path("status").asText().equals("success")
        || !body.at("/data/resultType").asText().equals("matrix")
        || !result.isArray()) {
      throw new IOException("Prometheus answers something else than a range of samples");
    }
    if (result.size() > 1) {
      throw new IOException("the query gives %d series instead of one".formatted(result.size()));
    }
    var samples = new TreeMap<Instant, BigDecimal>();
    for (var sample : result.path(0).path("values")) {
      if (!sample.path(0).isNumber() || !sample.path(1).isTextual()) {
        throw new IOException("Prometheus answers a sample that is none");
      }
      var value = sample.get(1).textValue();
      if (!value.matches("NaN|[-+]?Inf")) {
        samples.put(time(sample.get(0)), number(value));
      }
    }
    return samples;
  }

  private static Instant time(JsonNode seconds) {
    return Instant.ofEpochMilli(seconds.decimalValue().multiply(MILLIS).longValue());
  }

  private static BigDecimal number(String value) throws IOException {
    try {
      return new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw new IOException("Prometheus answers a sample that is no number");
    }
  }

  private static JsonNode body(HttpResponse<String> answer) throws IOException {
    try {
      var body = JSON.readTree(answer.body());
      return body == null ? JSON.missingNode() : body;
    } catch (JsonProcessingException e) {
      if (answer.statusCode() != 200) {
        return JSON.missingNode();
      }
      throw new Silent("Prometheus answers no JSON");
    }
  }

  private static String reason(JsonNode body) {
    var text = body.path("error").asText("").strip();
    if (text.isEmpty() || Secrets.isCertain(text)) {
      return "it does not say why";
    }
    var line = text.replaceAll("\\s+", " ");
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…";
  }

  private HttpResponse<String> post(String path, Map<String, String> fields) throws IOException {
    var form =
        fields.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var base = config.url().orElseThrow().toString().replaceFirst("/+$", "");
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form));
    if (config.bearerTokenFile().isPresent()) {
      request.header("Authorization", "Bearer " + token());
    }
    return send(request.build());
  }

  private String token() throws IOException {
    try {
      return Files.readString(config.bearerTokenFile().orElseThrow()).strip();
    } catch (IOException e) {
      throw new Silent("the file with the token for Prometheus cannot be read");
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    // The client's own timeout ends with the headers; a body may take for ever.
    var answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
    try {
      return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new Silent("interrupted");
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new Silent("Prometheus does not answer within " + config.timeout());
    } catch (ExecutionException e) {
      throw new Silent("Prometheus cannot be reached, or breaks its answer off");
    }
  }
}
