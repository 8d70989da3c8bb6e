package io.trustfabric.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Posts sample events to a running stack the way a real sender does: with a client-credentials
/// token of its own, as CloudEvents in all three modes; then has the desk do its part.
final class Demo {

  private static final int COUNT = 60;
  private static final int BATCHED = 40;
  private static final Duration SPAN = Duration.ofHours(24);

  /// A token lives five minutes.
  private static final Duration RENEWAL = Duration.ofMinutes(4);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final JsonNode credentials;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final DemoEvents events = new DemoEvents(random);
  private String token;
  private Instant tokenTaken = Instant.EPOCH;
  private long created;
  private long repeated;

  Demo(Settings settings, PrintStream out) {
    this.out = out;
    try {
      if (!Files.exists(settings.credentialsFile())) {
        throw new LaunchFailure("Trust Fabric does not run here: `make run` starts it.");
      }
      this.credentials = JSON.readTree(settings.credentialsFile().toFile());
    } catch (IOException e) {
      throw new LaunchFailure(settings.credentialsFile() + " cannot be read.", e);
    }
  }

  /// Posts a day of events, then, when `live`, one every few seconds until the process is ended.
  void run(boolean live) {
    var past = events.past(COUNT, Instant.now(), SPAN);
    var batch = JSON.createArrayNode().addAll(past.subList(0, BATCHED));
    post(request("application/cloudevents-batch+json"), batch);
    past.subList(BATCHED, COUNT).forEach(this::postOne);
    out.printf(
        "Posted %d events of the last 24 hours: %d new, %d repeats of known ones.%n",
        COUNT, created, repeated);
    var desk = new DemoDesk(credentials).run();
    out.printf(
        "Opened %d incidents of the last weeks and logged %d secret rotations.%n",
        desk.get("incidents"), desk.get("rotations"));
    if (live) {
      goOn();
    }
  }

  private void goOn() {
    out.println("One more every few seconds; Ctrl-C ends it.");
    while (true) {
      Signals.pause(Duration.ofMillis(random.nextLong(2_000, 6_000)));
      var event = events.at(Instant.now());
      postOne(event);
      out.println("  " + event.get("time").textValue() + "  " + title(event.get("data")));
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
    return HttpRequest.newBuilder(
            URI.create(credentials.get("apiUrl").textValue() + "/api/security/events/cloudevents"))
        .header("Authorization", "Bearer " + token())
        .header("Content-Type", contentType);
  }

  private void post(HttpRequest.Builder request, JsonNode body) {
    var answer = HttpJson.send(request.POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    if (answer.status() / 100 != 2) {
      throw new LaunchFailure(
          "The API refuses a sample (%d): %s".formatted(answer.status(), answer.text()));
    }
    created += answer.body().path("created").asLong();
    repeated += answer.body().path("repeated").asLong();
  }

  private String token() {
    if (Duration.between(tokenTaken, Instant.now()).compareTo(RENEWAL) > 0) {
      tokenTaken = Instant.now();
      token =
          HttpJson.token(
              credentials.get("issuer").textValue(),
              Map.of(
                  "grant_type", "client_credentials",
                  "client_id", "event-ingest",
                  "client_secret", credentials.at("/clients/event-ingest/secret").textValue()));
    }
    return token;
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
