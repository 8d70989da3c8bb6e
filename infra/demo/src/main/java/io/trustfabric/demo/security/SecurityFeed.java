package io.trustfabric.demo.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.local.HttpJson;
import io.trustfabric.local.LaunchFailure;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// Posts sample events to a running stack the way a real sender does: as CloudEvents in all three
/// modes. They are new ones each time: a feed goes on.
public final class SecurityFeed {

  private static final int COUNT = 60;
  private static final int BATCHED = 40;
  private static final Duration SPAN = Duration.ofHours(24);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final Client client;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final SampleEvents events = new SampleEvents(random);
  private long created;
  private long repeated;

  public SecurityFeed(Credentials credentials, PrintStream out) {
    this.out = out;
    this.client = new Client(credentials, "event-ingest");
  }

  /// Posts a day of events.
  ///
  /// @return what to say of it
  public String run() {
    var past = events.past(COUNT, Instant.now(), SPAN);
    var batch = JSON.createArrayNode().addAll(past.subList(0, BATCHED));
    post(request("application/cloudevents-batch+json"), batch);
    past.subList(BATCHED, COUNT).forEach(this::postOne);
    return "%d events of the last 24 hours: %d new, %d repeats of known ones"
        .formatted(COUNT, created, repeated);
  }

  /// Posts one every few seconds until the process is ended.
  public void goOn() {
    out.println("One more event every few seconds; Ctrl-C ends it.");
    while (true) {
      pause(Duration.ofMillis(random.nextLong(2_000, 6_000)));
      var event = events.at(Instant.now());
      postOne(event);
      out.println("  " + event.get("time").textValue() + "  " + title(event.get("data")));
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }

  /// Half in structured mode, half in binary mode.
  private void postOne(ObjectNode event) {
    if (random.nextBoolean()) {
      post(request("application/cloudevents+json"), event);
      return;
    }
    var request = request("application/json");
    for (String attribute : List.of("specversion", "id", "source", "type", "time")) {
      request.header("ce-" + attribute, event.get(attribute).textValue());
    }
    post(request, event.get("data"));
  }

  private HttpRequest.Builder request(String contentType) {
    return client.request("/api/security/events/cloudevents").header("Content-Type", contentType);
  }

  private void post(HttpRequest.Builder request, JsonNode body) {
    var answer =
        Client.accepted(
            HttpJson.send(request.POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
    created += answer.path("created").asLong();
    repeated += answer.path("repeated").asLong();
  }

  private static String title(JsonNode data) {
    for (String place : List.of("/title", "/finding_info/title", "/message")) {
      if (data.at(place).isTextual()) {
        return data.at(place).textValue();
      }
    }
    return data.path("class_name").asText();
  }
}
