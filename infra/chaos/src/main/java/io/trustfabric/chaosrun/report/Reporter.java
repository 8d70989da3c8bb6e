package io.trustfabric.chaosrun.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.chaosrun.experiments.Plan;
import io.trustfabric.local.HttpJson;
import io.trustfabric.local.LaunchFailure;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.function.Supplier;

/// Records experiments through the API, which judges them.
///
/// @param token of a client with the role `report_chaos`, fresh each time
public record Reporter(URI api, Supplier<String> token, String environment) {

  private static final String PATH = "/api/chaos/tests";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRIES = 20;

  /// An experiment that the API knows.
  public record Recorded(String id, long version) {}

  /// Declares an experiment before anything is broken.
  public Recorded start(Plan plan, Duration longest) {
    var body =
        JSON.createObjectNode()
            .put("name", plan.name())
            .put("testType", plan.testType())
            .put("target", plan.target())
            .put("environment", environment)
            .put("maxDuration", longest.toString())
            .put("maxRecoveryTime", plan.maxRecovery().toString());
    var hypothesis = body.putObject("hypothesis").put("title", plan.title());
    var probes = hypothesis.putArray("probes");
    for (var claim : plan.claims()) {
      var probe = probes.addObject().put("name", claim.name()).put("measure", claim.measure());
      bounds(probe.putObject("tolerance"), claim.tolerance());
      if (claim.during() != null) {
        bounds(probe.putObject("duringTolerance"), claim.during());
      }
    }
    body.set("method", JSON.valueToTree(plan.method()));
    body.set("rollbacks", JSON.valueToTree(plan.rollbacks()));
    return recorded(send("POST", PATH, null, body));
  }

  /// Tells all that was seen of an experiment that ran to its end.
  ///
  /// @return the record with its outcome
  public JsonNode complete(Recorded test, ObjectNode observations) {
    return send("PATCH", PATH + "/" + test.id() + "/complete", test, observations);
  }

  /// Tells what was seen of one that broke, and why it did.
  ///
  /// @param status `aborted` or `failed`
  public JsonNode end(Recorded test, ObjectNode observations, String status, String reason) {
    var seen =
        recorded(send("PATCH", PATH + "/" + test.id() + "/observations", test, observations));
    var move =
        JSON.createObjectNode()
            .put("status", status)
            .put("reason", reason.length() > 2_000 ? reason.substring(0, 2_000) : reason);
    return send("PATCH", PATH + "/" + test.id() + "/status", seen, move);
  }

  private static Recorded recorded(JsonNode record) {
    return new Recorded(record.get("id").textValue(), record.get("version").longValue());
  }

  private static void bounds(ObjectNode tolerance, Plan.Bounds bounds) {
    if (bounds.atLeast() != null) {
      tolerance.put("atLeast", bounds.atLeast());
    }
    if (bounds.atMost() != null) {
      tolerance.put("atMost", bounds.atMost());
    }
  }

  /// An API that cannot answer right now is asked again: the experiment may have been about it.
  private JsonNode send(String method, String path, Recorded test, ObjectNode body) {
    for (int attempt = 1; ; attempt++) {
      try {
        var answer = once(method, path, test, body);
        if (answer.status() / 100 == 2) {
          return answer.body();
        }
        if (answer.status() < 500 || attempt == TRIES) {
          throw new LaunchFailure(
              "The API does not take the report (%d): %s"
                  .formatted(answer.status(), answer.text()));
        }
      } catch (LaunchFailure failure) {
        if (failure.getCause() == null || attempt == TRIES) {
          throw failure;
        }
      }
      pause();
    }
  }

  private HttpJson.Answer once(String method, String path, Recorded test, ObjectNode body) {
    var request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Authorization", "Bearer " + token.get())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()));
    if (test != null) {
      request.header("If-Match", "\"%d\"".formatted(test.version()));
    }
    return HttpJson.send(request);
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }
}
