package io.trustfabric.demo.modelops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.demo.api.Client;
import io.trustfabric.demo.api.Credentials;
import io.trustfabric.demo.quality.GoldenSets;
import java.util.List;
import java.util.stream.Stream;

/// What models shall have to show before they go into production: an engineer proposes it from what
/// the demo has brought, once. That it comes into force takes a second person.
public final class ReleasePolicy {

  private static final String PATH = "/api/modelops/gate-policy";

  /// Controls that files of this checkout are evidence of.
  private static final List<String> CONTROLS = List.of("CC6.1", "CC7.2");

  private static final double FLOOR = 0.8;

  private final Client engineer;

  public ReleasePolicy(Credentials credentials) {
    this.engineer = new Client(credentials, "engineering-desk");
  }

  /// @return what to say of it
  public List<String> run(List<GoldenSets.Kept> golden) {
    if (engineer.first(PATH + "/versions?status=in_force").isPresent()) {
      return List.of("a policy is in force");
    }
    if (engineer.first(PATH + "/versions?status=proposed").isPresent()) {
      return List.of("a policy waits for a second person (cora or ada)");
    }
    var suites = items("/api/quality/regression-tests/suites?limit=20").toList();
    if (suites.isEmpty()) {
      return List.of("no policy is proposed: there is no test suite yet that it could demand");
    }
    Client.accepted(
        engineer.answer("PUT", PATH, "application/json", policy(golden, suites).toString()));
    return List.of(
        "a policy is proposed: %d datasets, %d suites; it waits for a second person (cora or ada)"
            .formatted(golden.size(), suites.size()));
  }

  private ObjectNode policy(List<GoldenSets.Kept> golden, List<JsonNode> suites) {
    var policy = JsonNodeFactory.instance.objectNode();
    var datasets = policy.putArray("datasets");
    golden.forEach(
        kept ->
            datasets
                .addObject()
                .put("name", kept.set().name())
                .put("minItems", kept.set().cases().size())
                .put("accuracyFloor", FLOOR));
    var names = policy.putArray("suites");
    suites.forEach(suite -> names.add(suite.get("testSuite").textValue()));
    policy.put("driftRecency", "P30D");
    var slos = policy.putArray("slos");
    items("/api/monitoring/slo-definitions?service=trust-fabric&limit=50")
        .forEach(slo -> slos.add(slo.get("id").textValue()));
    var evidence = policy.putArray("evidence");
    CONTROLS.forEach(
        control -> evidence.addObject().put("framework", "soc2").put("controlId", control));
    return policy.put("reason", "What the demo's data can show");
  }

  private Stream<JsonNode> items(String path) {
    return engineer.get(path).get("items").valueStream();
  }
}
