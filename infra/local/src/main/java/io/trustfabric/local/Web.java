package io.trustfabric.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The single-page app, served as built by the frontend's own preview server.
final class Web {

  private final Settings settings;
  private final Children children;

  Web(Settings settings, Children children) {
    this.settings = settings;
    this.children = children;
  }

  void requireBuilt() {
    if (!Signals.isOnPath("npm")) {
      throw new LaunchFailure(
          "npm is missing: install Node.js 20.19 or newer, or run without the web app.");
    }
    if (!Files.exists(frontend().resolve("dist/index.html"))) {
      throw new LaunchFailure("The web app is not built: run `make build`.");
    }
  }

  /// Returns when the app is served.
  void start() {
    var child =
        children.start(
            new ChildCommand(
                Part.WEB.title(),
                List.of("npm", "run", "--silent", "preview"),
                Map.of(
                    "TF_WEB_PORT", Integer.toString(settings.ports().web()),
                    "TF_API_URL", settings.apiUrl(),
                    "TF_ISSUER", settings.issuer(),
                    "TF_CLIENT_ID", "trust-fabric-web"),
                frontend(),
                settings.log(Part.WEB),
                "TERM"));
    Health.await(child, () -> Health.answers(settings.webUrl() + "/"));
  }

  private Path frontend() {
    return settings.root().resolve("frontend");
  }
}
