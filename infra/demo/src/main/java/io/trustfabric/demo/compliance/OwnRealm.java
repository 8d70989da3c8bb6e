package io.trustfabric.demo.compliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.demo.api.Client;
import io.trustfabric.local.People;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/// An access review of the people of the product's own realm, as Keycloak knows them. Who holds
/// what the realm of this checkout gives, and no more than a daily role, is kept; the rest is left
/// to people.
final class OwnRealm {

  private static final String PATH = "/api/compliance/access-reviews";
  private static final String SCOPE = "realm trust-fabric";

  /// Roles that neither read everything nor decide anything.
  private static final Set<String> DAILY = Set.of("viewer", "engineer", "security");

  private final Client client;

  OwnRealm(Client client) {
    this.client = client;
  }

  /// Begins the review where there was none, and leaves one that goes on alone.
  String run() {
    var review = existing().orElseGet(this::plan);
    if (review.get("status").textValue().equals("pending")) {
      review = start(review);
    }
    if (!review.get("status").textValue().equals("in_progress")
        || review.get("decidedItems").intValue() > 0) {
      return "the access review of its own realm is there already";
    }
    decide(review);
    review = client.get(PATH + "/" + review.get("id").textValue());
    return "access review of its own realm: %d people, %d kept, %d open"
        .formatted(
            review.get("itemCount").intValue(),
            review.get("decidedItems").intValue(),
            review.get("openItems").intValue());
  }

  private Optional<JsonNode> existing() {
    return client
        .get(PATH + "?limit=200&reviewType=user_access")
        .get("items")
        .valueStream()
        .filter(review -> review.get("scope").textValue().equals(SCOPE))
        .findFirst();
  }

  private JsonNode plan() {
    var due = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(30));
    return client.post(
        PATH,
        JsonNodeFactory.instance
            .objectNode()
            .put("reviewType", "user_access")
            .put("scope", SCOPE)
            .put("reviewer", "cora")
            .put("dueAt", due.toString()));
  }

  private JsonNode start(JsonNode review) {
    return client.patch(
        PATH + "/" + review.get("id").textValue() + "/status",
        JsonNodeFactory.instance
            .objectNode()
            .put("status", "in_progress")
            .put("source", "keycloak"));
  }

  private void decide(JsonNode review) {
    var path = PATH + "/" + review.get("id").textValue();
    var body = JsonNodeFactory.instance.objectNode();
    var decisions = body.putArray("decisions");
    for (var item : client.get(path + "/items?limit=200&decided=false").get("items")) {
      given(item)
          .ifPresent(
              role ->
                  decisions
                      .addObject()
                      .put("itemId", item.get("id").textValue())
                      .put("decision", "keep")
                      .put("reason", "holds what the realm of the checkout gives: " + role));
    }
    if (!decisions.isEmpty()) {
      client.post(path + "/decisions", body);
    }
  }

  /// The one daily role that an account holds, where the checkout gives it that and nobody
  /// recommends anything else than keeping it.
  private static Optional<String> given(JsonNode item) {
    var permissions = item.get("currentPermissions");
    return People.PEOPLE.stream()
        .filter(person -> person.username().equals(item.path("username").asText()))
        .map(People.Person::role)
        .filter(DAILY::contains)
        .filter(role -> permissions.size() == 1 && permissions.get(0).textValue().equals(role))
        .filter(role -> item.get("recommendation").textValue().equals("keep"))
        .findFirst();
  }
}
