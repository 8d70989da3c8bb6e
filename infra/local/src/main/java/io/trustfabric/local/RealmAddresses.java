package io.trustfabric.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/// Keeps the redirect addresses of the app's client in an existing realm in step with the port on
/// which the app is served now.
final class RealmAddresses {

  private static final String CLIENT = "trust-fabric-web";

  private final Settings settings;
  private final Secrets secrets;

  RealmAddresses(Settings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /// Changes the client when it names another address than `settings` does.
  void follow() {
    String web = settings.webUrl();
    String token =
        HttpJson.token(
            settings.keycloakUrl() + "/realms/master",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                KeycloakServer.ADMINISTRATOR,
                "password",
                secrets.secret(KeycloakServer.ADMINISTRATOR)));
    String clients = settings.keycloakUrl() + "/admin/realms/trust-fabric/clients";
    var found = HttpJson.send(request(clients + "?clientId=" + CLIENT, token).GET());
    if (!(found.body().path(0) instanceof ObjectNode client)) {
      throw new LaunchFailure("The realm has no client " + CLIENT + ": " + found.text());
    }
    if (web.equals(client.path("rootUrl").textValue())) {
      return;
    }
    client.put("rootUrl", web).put("baseUrl", web + "/");
    client.putArray("redirectUris").add(web + "/auth/callback").add(web + "/auth/silent");
    client.putArray("webOrigins").add(web);
    client.withObject("/attributes").put("post.logout.redirect.uris", web + "/");
    var answer =
        HttpJson.send(
            request(clients + "/" + client.path("id").textValue(), token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(client.toString())));
    if (answer.status() != 204) {
      throw new LaunchFailure("Keycloak refuses the app's address: " + answer.text());
    }
  }

  private static HttpRequest.Builder request(String address, String token) {
    return HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token);
  }
}
