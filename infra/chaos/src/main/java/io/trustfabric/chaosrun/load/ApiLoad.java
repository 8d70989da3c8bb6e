package io.trustfabric.chaosrun.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.chaosrun.load.OpenProbe.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/// Writes security events and reads their list, each process of the product in turn. Nothing is
/// tried twice: what is refused counts as refused.
///
/// @param apis one address for each process
/// @param writer token of somebody who may report events
/// @param reader token of somebody who may read them
public record ApiLoad(List<URI> apis, String writer, String reader, HttpClient http)
    implements IntFunction<Reply> {

  /// How long an answer is waited for before it counts as none.
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String PATH = "/api/security/events";
  private static final ObjectMapper JSON = new ObjectMapper();

  public static ApiLoad of(List<URI> apis, String writer, String reader) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    return new ApiLoad(apis, writer, reader, http);
  }

  @Override
  public Reply apply(int number) {
    var api = apis.get(number % apis.size());
    var writes = number / apis.size() % 2 == 0;
    try {
      var answer = http.send((writes ? write(api) : read(api)).build(), BodyHandlers.ofString());
      return new Reply(
          answer.statusCode(),
          answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent(),
          answer.statusCode() == 201 ? id(answer) : null);
    } catch (IOException none) {
      return Reply.NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.NONE;
    }
  }

  private static String id(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body()).get("id").textValue();
  }

  private HttpRequest.Builder read(URI api) {
    return request(api.resolve(PATH + "?limit=10"), reader).GET();
  }

  private HttpRequest.Builder write(URI api) {
    var name = UUID.randomUUID().toString();
    var event =
        JSON.createObjectNode()
            .put("eventType", "other")
            .put("severity", "low")
            .put("title", "Written while something is broken: " + name)
            .put("source", "chaos")
            .put("actor", name)
            .put("resource", name)
            .put("occurredAt", Instant.now().toString());
    return request(api.resolve(PATH), writer)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(event.toString()));
  }

  private static HttpRequest.Builder request(URI uri, String token) {
    return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Authorization", "Bearer " + token);
  }
}
