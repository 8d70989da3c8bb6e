package io.trustfabric.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTest {

  @TempDir Path folder;
  private Settings settings;
  private Secrets secrets;
  private JsonNode realm;

  @BeforeEach
  void fillTheTemplate() throws IOException {
    Files.createDirectories(folder.resolve("infra/local"));
    settings = Settings.from(folder, Map.of());
    secrets = Secrets.in(folder);
    realm = Realm.of(settings, secrets);
  }

  @Test
  void noPlaceholderIsLeft() {
    assertThat(realm.toString()).doesNotContain("{{");
  }

  @Test
  void anUnknownPlaceholderIsAnError() throws IOException {
    var tree = new ObjectMapper().readTree("{\"a\": [\"{{unknown}}\"]}");

    assertThatThrownBy(() -> Template.fill(tree, Map.of())).hasMessageContaining("{{unknown}}");
  }

  @Test
  void aValueIsTakenAsItIs() throws IOException {
    var tree = new ObjectMapper().readTree("{\"a\": \"x{{b}}y\"}");

    assertThat(Template.fill(tree, Map.of("b", "$1\"\\")).get("a").textValue())
        .isEqualTo("x$1\"\\y");
  }

  @Test
  void everyPersonAndMachineOfTheLauncherIsInTheRealm() {
    assertThat(names(realm.get("users"), "username"))
        .containsAll(People.PEOPLE.stream().map(People.Person::username).toList())
        .containsAll(People.MACHINES.stream().map(m -> "service-account-" + m.clientId()).toList());
    assertThat(names(realm.get("clients"), "clientId"))
        .containsAll(People.MACHINES.stream().map(People.Machine::clientId).toList());
  }

  @Test
  void aMachineHasItsOneRole() {
    for (var machine : People.MACHINES) {
      var account = one(realm.get("users"), "username", "service-account-" + machine.clientId());
      var roles = account.path("realmRoles");
      if (machine.role() == null) {
        assertThat(roles.isMissingNode()).isTrue();
      } else {
        assertThat(texts(roles)).containsExactly(machine.role());
      }
    }
  }

  @Test
  void noSecretIsInTheTemplate() throws IOException {
    String template;
    try (var in = Realm.class.getResourceAsStream("/realm/trust-fabric-realm.json")) {
      template = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    assertThat(template)
        .doesNotContain(secrets.secret("event-ingest"))
        .doesNotContain(secrets.password("ada"));
    assertThat(realm.toString())
        .contains(secrets.secret("event-ingest"))
        .contains(secrets.password("ada"));
  }

  private static JsonNode one(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(node -> node.get(field).textValue().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(node -> node.get(field).textValue())
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(node -> texts.add(node.textValue()));
    return texts;
  }
}
