package io.trustfabric.compliance.reviews;

import static io.trustfabric.testing.Api.REVIEWS;
import static io.trustfabric.testing.Api.compliance;
import static io.trustfabric.testing.Api.get;
import static io.trustfabric.testing.Api.isInvalid;
import static io.trustfabric.testing.Api.isProblem;
import static io.trustfabric.testing.Api.planned;
import static io.trustfabric.testing.Api.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.PostgresResource;
import io.trustfabric.testing.Sql;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessSnapshotTest {

  private final FakeRealm realm = new FakeRealm();

  @AfterEach
  void stop() {
    realm.close();
  }

  @Test
  void a_revocation_is_done_once_a_later_snapshot_no_longer_holds_it() {
    var id =
        started(
            """
            [{"username": "gone", "currentPermissions": ["pay"]}, {"username": "still", "currentPermissions": ["pay"]},
             {"username": "less", "currentPermissions": ["pay", "read"]}, {"username": "kept", "currentPermissions": ["pay"]},
             {"username": "narrowed", "currentPermissions": ["pay", "read"]}, {"name": "key", "currentPermissions": ["pay"]},
             {"username": "same", "currentPermissions": ["pay"]}]
            """);
    decide(id, "kept", "{\"decision\": \"keep\"}");
    for (var who : List.of("gone", "still", "less", "key")) {
      decide(id, who, "{\"decision\": \"revoke\", \"reason\": \"x\"}");
    }
    decide(
        id,
        "narrowed",
        "{\"decision\": \"modify\", \"reason\": \"x\", \"newPermissions\": [\"read\"]}");
    decide(id, "same", "{\"decision\": \"modify\", \"reason\": \"x\"}");
    isProblem(
        snapshot(id, "{\"items\": [{\"username\": \"x\", \"currentPermissions\": []}]}"),
        409,
        "conflict");
    complete(id).body("actionsPending", is(6));
    var first =
        snapshot(
                id,
                """
                {"items": [{"username": "STILL", "currentPermissions": ["pay"]}, {"username": "less", "currentPermissions": ["read"]},
                 {"username": "kept", "currentPermissions": ["pay"]}, {"username": "narrowed", "currentPermissions": ["read"]},
                 {"name": "key", "currentPermissions": ["pay"]}, {"username": "same", "currentPermissions": ["pay"]}]}
                """)
            .statusCode(201)
            .body("provedItems", is(2))
            .body("stillHeldItems", is(4))
            .body("appliedItems", nullValue())
            .extract()
            .<String>path("id");
    get(path(id)).body("actionsPending", is(4)).body("actionsDone", is(2));
    item(id, "gone")
        .body("actionStatus", equalTo("done"))
        .body("provedBySnapshotId", equalTo(first));
    item(id, "narrowed").body("actionStatus", equalTo("done"));
    item(id, "still").body("actionStatus", equalTo("pending"));
    item(id, "less").body("actionStatus", equalTo("pending"));
    item(id, "key").body("actionStatus", equalTo("pending"));
    snapshot(id, "{\"items\": [{\"username\": \"kept\", \"currentPermissions\": [\"pay\"]}]}")
        .statusCode(201)
        .body("provedItems", is(4));
    get(path(id)).body("actionsPending", is(0)).body("actionsDone", is(6));
    get(path(id) + "/snapshots").body("items.provedItems", contains(4, 2));
    get(path(id) + "/snapshots/" + first).statusCode(200).body("itemCount", is(6));
    get("/api/audit/records/access_review/" + id)
        .body("items[0].action", equalTo("access_review.snapshot_compared"));
  }

  @Test
  void a_revoked_account_that_holds_any_of_it_under_any_of_its_names_still_holds_it() {
    var id =
        started(
            "[{\"username\": \"v\", \"email\": \"v@example.com\", \"currentPermissions\": [\"pay\", \"read\"]}]");
    decide(id, "v", "{\"decision\": \"revoke\", \"reason\": \"x\"}");
    complete(id);
    snapshot(
            id, "{\"items\": [{\"email\": \"V@Example.com\", \"currentPermissions\": [\"read\"]}]}")
        .body("stillHeldItems", is(1));
    snapshot(
            id,
            "{\"items\": [{\"email\": \"v@example.com\", \"currentPermissions\": [\"other\"]}]}")
        .body("provedItems", is(1));
  }

  @Test
  void a_snapshot_that_proves_nothing_is_refused() {
    var id = revoked("gone");
    isInvalid(
        snapshot(
            id,
            "{\"takenAt\": \"2020-01-01T00:00:00Z\", \"items\": [{\"username\": \"x\", \"currentPermissions\": []}]}"),
        "/takenAt");
    isInvalid(snapshot(id, "{\"items\": []}"), "/items");
    isInvalid(snapshot(id, "{}"), "/items");
    isInvalid(
        snapshot(
            id,
            "{\"apply\": true, \"items\": [{\"username\": \"x\", \"currentPermissions\": []}]}"),
        "/apply");
    isInvalid(
        snapshot(
            id,
            "{\"source\": \"keycloak\", \"items\": [{\"username\": \"x\", \"currentPermissions\": []}]}"),
        "/items");
    isProblem(
        snapshot(
            "0199f0f0-0000-7000-8000-000000000000",
            "{\"items\": [{\"username\": \"x\", \"currentPermissions\": []}]}"),
        404,
        "not-found");
  }

  @Test
  void without_its_clients_keycloak_is_neither_read_nor_changed() {
    var id = planned("{}");
    isProblem(move(id, "{\"status\": \"in_progress\", \"source\": \"keycloak\"}"), 409, "conflict")
        .body("detail", containsString("may read Keycloak's accounts"));
    var done = revoked("gone");
    isProblem(snapshot(done, "{\"source\": \"keycloak\"}"), 409, "conflict");
    isProblem(snapshot(done, "{\"source\": \"keycloak\", \"apply\": true}"), 409, "conflict")
        .body("detail", containsString("keycloak-manager is off"));
  }

  @Test
  void a_population_is_read_from_keycloak_with_what_groups_and_roles_bring() {
    useRealm("snapshots");
    realm.holds("vera", "viewer");
    realm.holds("ada", "superuser");
    realm.holds("gus", "/finance", "tax/read");
    realm.holds("off", "admin");
    realm.disable("off");
    for (int i = 0; i < 150; i++) {
      realm.holds("person-%03d".formatted(i), "viewer");
    }
    var id = planned("{}");
    move(id, "{\"status\": \"in_progress\", \"source\": \"keycloak\"}")
        .statusCode(200)
        .body("populationSource", equalTo("keycloak"))
        .body("itemCount", is(153));
    item(id, "vera")
        .body("issuer", equalTo(PostgresResource.ISSUER))
        .body("subject", equalTo("id-vera"))
        .body("email", equalTo("vera@trustfabric.example"))
        .body("name", equalTo("First vera"))
        .body("lastUsedAt", nullValue())
        .body("currentPermissions", contains("viewer"));
    item(id, "ada").body("currentPermissions", contains("admin", "superuser", "tax/file"));
    item(id, "gus").body("currentPermissions", contains("/finance", "group-role", "tax/read"));
    assertThat(realm.calls)
        .filteredOn(call -> call.contains("/admin/"))
        .allMatch(call -> call.startsWith("Bearer keycloak-snapshots GET"));
  }

  @Test
  void machines_and_roles_are_read_too_and_keys_are_not_there() {
    useRealm("snapshots");
    var machines = planned("{\"reviewType\": \"service_accounts\"}");
    move(machines, "{\"status\": \"in_progress\", \"source\": \"keycloak\"}").statusCode(200);
    item(machines, "bot")
        .body("username", equalTo("service-account-bot"))
        .body("owner", equalTo("cora"))
        .body("currentPermissions", contains("check_data"));
    var roles = planned("{\"reviewType\": \"role_permissions\"}");
    move(roles, "{\"status\": \"in_progress\", \"source\": \"keycloak\"}").statusCode(200);
    item(roles, "superuser")
        .body("identityUnresolved", is(false))
        .body("currentPermissions", contains("admin", "tax/file"));
    isInvalid(
        move(
            planned("{\"reviewType\": \"api_keys\"}"),
            "{\"status\": \"in_progress\", \"source\": \"keycloak\"}"),
        "/source");
  }

  @Test
  void what_is_revoked_is_taken_away_in_keycloak_and_proved_by_what_it_says_then() {
    useRealm("snapshots", "manager");
    realm.holds("vera", "viewer", "tax/read", "/finance");
    realm.holds("enzo", "engineer", "deploy");
    realm.holds("kept", "viewer");
    var id = planned("{}");
    move(id, "{\"status\": \"in_progress\", \"source\": \"keycloak\"}").statusCode(200);
    decide(id, "kept", "{\"decision\": \"keep\"}");
    decide(id, "vera", "{\"decision\": \"revoke\", \"reason\": \"left\"}");
    decide(
        id,
        "enzo",
        "{\"decision\": \"modify\", \"reason\": \"no deploys\", \"newPermissions\": [\"engineer\"]}");
    complete(id);
    snapshot(id, "{\"source\": \"keycloak\"}")
        .statusCode(201)
        .body("provedItems", is(0))
        .body("stillHeldItems", is(2));
    realm.refusesDeletions = true;
    snapshot(id, "{\"source\": \"keycloak\", \"apply\": true}")
        .statusCode(201)
        .body("appliedItems", is(0))
        .body("notAppliedItems", is(2))
        .body("provedItems", is(0));
    realm.refusesDeletions = false;
    snapshot(id, "{\"source\": \"keycloak\", \"apply\": true}")
        .statusCode(201)
        .body("appliedItems", is(2))
        .body("notAppliedItems", is(0))
        .body("provedItems", is(2))
        .body("stillHeldItems", is(0));
    assertThat(realm.permissions("vera")).isEmpty();
    assertThat(realm.permissions("enzo")).containsExactly("engineer");
    assertThat(realm.permissions("kept")).containsExactly("viewer");
    get(path(id)).body("actionsDone", is(2)).body("actionsPending", is(0));
    assertThat(realm.calls)
        .filteredOn(call -> call.contains(" DELETE "))
        .isNotEmpty()
        .allMatch(call -> call.startsWith("Bearer keycloak-manager"));
  }

  @Test
  void the_viewing_client_alone_takes_nothing_away() {
    useRealm("snapshots");
    realm.holds("vera", "viewer");
    var id = revoked("vera");
    isProblem(snapshot(id, "{\"source\": \"keycloak\", \"apply\": true}"), 409, "conflict");
    assertThat(realm.calls).noneMatch(call -> call.contains("DELETE"));
  }

  @Test
  void while_keycloak_is_away_nothing_changes_and_nothing_of_it_is_told() {
    useRealm("snapshots", "manager");
    realm.isDown = true;
    var id = planned("{}");
    var done = revoked("vera");
    var before = Sql.everything();
    isProblem(
        move(id, "{\"status\": \"in_progress\", \"source\": \"keycloak\"}"), 503, "unavailable");
    isProblem(snapshot(done, "{\"source\": \"keycloak\", \"apply\": true}"), 503, "unavailable");
    assertThat(Sql.everything()).isEqualTo(before);
  }

  private void useRealm(String... clients) {
    var config = realm.config(clients);
    QuarkusMock.installMockForType(new KeycloakDirectory(config), KeycloakDirectory.class);
    QuarkusMock.installMockForType(new KeycloakRevocations(config), KeycloakRevocations.class);
  }

  /// The id of a completed review in which one account was revoked.
  private static String revoked(String username) {
    var id =
        started(
            "[{\"username\": \"%s\", \"currentPermissions\": [\"viewer\"]}]".formatted(username));
    decide(id, username, "{\"decision\": \"revoke\", \"reason\": \"x\"}");
    complete(id);
    return id;
  }

  private static ValidatableResponse complete(String id) {
    return move(id, "{\"status\": \"completed\"}").statusCode(200);
  }

  private static void decide(String id, String who, String body) {
    var item = item(id, who).extract().<String>path("id");
    compliance("POST", "%s/items/%s/decision".formatted(path(id), item), body).statusCode(200);
  }

  /// The item of that user name, or of that name where it has none.
  private static ValidatableResponse item(String id, String who) {
    List<Map<String, Object>> items =
        get(path(id) + "/items?limit=200&q=" + who).extract().path("items");
    var found =
        items.stream()
            .filter(item -> who.equals(item.get("username")) || who.equals(item.get("name")))
            .findFirst()
            .orElseThrow();
    return get(path(id) + "/items/" + found.get("id"));
  }

  private static ValidatableResponse move(String id, String body) {
    return compliance("PATCH", path(id) + "/status", body);
  }

  private static ValidatableResponse snapshot(String id, String body) {
    return compliance("POST", path(id) + "/snapshots", body);
  }

  private static String path(String id) {
    return REVIEWS + "/" + id;
  }
}
