package io.trustfabric.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where one stack lives: the clone it is built from, the folder that keeps its data, its ports.
///
/// @param root the clone's top folder
/// @param state what survives a restart: databases, secrets, logs
/// @param ports where it listens
public record Settings(Path root, Path state, Ports ports) {

  /// Reads `TF_STATE_DIR` and the port variables. The clone is the nearest folder upwards from
  /// `workingDirectory` that holds `infra/local`.
  public static Settings from(Path workingDirectory, Map<String, String> environment) {
    Path root = cloneAround(workingDirectory.toAbsolutePath().normalize());
    String state = environment.getOrDefault("TF_STATE_DIR", "");
    return new Settings(
        root,
        state.isBlank() ? root.resolve(".local") : root.resolve(state).toAbsolutePath().normalize(),
        Ports.from(environment));
  }

  public Settings withPorts(Ports other) {
    return new Settings(root, state, other);
  }

  public String webUrl() {
    return "http://localhost:" + ports.web();
  }

  public String apiUrl() {
    return "http://localhost:" + ports.api();
  }

  public String managementUrl() {
    return "http://localhost:" + ports.management();
  }

  public String keycloakUrl() {
    return "http://localhost:" + ports.keycloak();
  }

  public String issuer() {
    return keycloakUrl() + "/realms/trust-fabric";
  }

  public String databaseUrl(String database) {
    return "jdbc:postgresql://localhost:%d/%s".formatted(ports.postgres(), database);
  }

  /// Unpacked PostgreSQL and Keycloak, shared by all stacks of this clone.
  public Path runtime() {
    return root.resolve("infra/local/target/runtime");
  }

  public Path log(Part part) {
    return state.resolve("logs").resolve(part.id() + ".log");
  }

  public Path credentialsFile() {
    return state.resolve("credentials.json");
  }

  private static Path cloneAround(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("infra/local"))) {
        return folder;
      }
    }
    throw new LaunchFailure(start + " is not inside a clone of Trust Fabric.");
  }
}
