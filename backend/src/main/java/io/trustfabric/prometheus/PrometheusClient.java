package io.trustfabric.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.prometheus.PrometheusSeries.PrometheusPoint;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a Prometheus server over its HTTP API, as far as ranges go. For many threads.
@Singleton
public final class PrometheusClient {

  /// An answer of 11,000 points, which is the most that Prometheus gives, is far smaller.
  private static final long MAX_ANSWER = 8L * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Null where there is none.
  private final String base;

  private final Duration timeout;
  private final Path tokenFile;
  private final HttpClient http;

  @Inject
  PrometheusClient(PrometheusConfig config) {
    this(config.url().orElse(null), config.timeout(), config.tokenFile().orElse(null));
  }

  /// @param url where it answers, with its prefix if it has one: `https://prometheus.example.com`;
  ///   null for none
  /// @param timeout for all that is asked at once
  /// @param tokenFile holds a bearer token, read anew each time since others renew it; null for
  ///   none
  public PrometheusClient(URI url, Duration timeout, Path tokenFile) {
    this.base = url == null ? null : url.toString().replaceFirst("/+$", "");
    this.timeout = timeout;
    this.tokenFile = tokenFile;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /// Whether there is a server to ask.
  public boolean isConfigured() {
    return base != null;
  }

  /// Asks one.
  ///
  /// @throws PrometheusException when it is not answered within the timeout, or refused
  public List<PrometheusSeries> range(RangeQuery query) throws PrometheusException {
    return ranges(List.of(query)).getFirst();
  }

  /// Asks all of them at once.
  ///
  /// @return each one's series, in the order of the queries; none where there is no data
  /// @throws PrometheusException when any of them is not answered within the timeout, or refused
  public List<List<PrometheusSeries>> ranges(List<RangeQuery> queries) throws PrometheusException {
    if (base == null) {
      throw PrometheusException.unavailable("is not configured", null);
    }
    var until = System.nanoTime() + timeout.toNanos();
    var token = token();
    var asked = queries.stream().map(query -> ask(query, token)).toList();
    try {
      var answers = new ArrayList<List<PrometheusSeries>>(queries.size());
      for (var one : asked) {
        answers.add(series(one.get(until - System.nanoTime(), TimeUnit.NANOSECONDS)));
      }
      return answers;
    } catch (TimeoutException e) {
      throw PrometheusException.unavailable("does not answer within " + timeout, e);
    } catch (ExecutionException e) {
      throw PrometheusException.unavailable("cannot be reached, or breaks its answer off", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PrometheusException.unavailable("was not waited for", e);
    } finally {
      asked.forEach(one -> one.cancel(true));
    }
  }

  private CompletableFuture<HttpResponse<String>> ask(RangeQuery query, String token) {
    var form =
        "query=%s&start=%s&end=%s&step=%ds"
            .formatted(
                URLEncoder.encode(query.query(), StandardCharsets.UTF_8),
                seconds(query.from()),
                seconds(query.to()),
                query.step().toSeconds());
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/query_range"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.sendAsync(
        request.build(),
        BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER));
  }

  private String token() throws PrometheusException {
    if (tokenFile == null) {
      return null;
    }
    try {
      var token = Files.readString(tokenFile).strip();
      // What no header can hold would be told in the refusal to send it.
      if (!token.matches("[!-~]+")) {
        throw PrometheusException.unavailable("cannot be asked: its token is none", null);
      }
      return token;
    } catch (IOException e) {
      throw PrometheusException.unavailable("cannot be asked: its token cannot be read", e);
    }
  }

  private static List<PrometheusSeries> series(HttpResponse<String> answer)
      throws PrometheusException {
    var status = answer.statusCode();
    if (status == 400 || status == 422) {
      throw PrometheusException.refused("refuses the query", reason(answer.body()));
    }
    if (status != 200) {
      throw PrometheusException.unavailable("answers %d".formatted(status), null);
    }
    try {
      var body = JSON.readTree(answer.body());
      var result = body.at("/data/result");
      if (!body.path("status").asText().equals("success")
          || !body.at("/data/resultType").asText().equals("matrix")
          || !result.isArray()) {
        throw PrometheusException.refused("answers something else than series");
      }
      var series = new ArrayList<PrometheusSeries>();
      result.forEach(one -> series.add(series(one)));
      return series;
    } catch (IOException | RuntimeException e) {
      throw PrometheusException.unavailable("answers something that cannot be read", e);
    }
  }

  private static String reason(String body) {
    try {
      return JSON.readTree(body).path("error").asText("");
    } catch (IOException e) {
      return "";
    }
  }

  private static PrometheusSeries series(JsonNode one) {
    var labels = new LinkedHashMap<String, String>();
    one.path("metric")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    var points = new ArrayList<PrometheusPoint>();
    for (var point : one.path("values")) {
      var value = value(point.get(1).textValue());
      if (!Double.isNaN(value)) {
        points.add(new PrometheusPoint(instant(point.get(0).decimalValue()), value));
      }
    }
    return new PrometheusSeries(labels, points);
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String seconds(Instant at) {
    return BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
  }
}
