package io.trustfabric.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The TCP ports of one stack. All of them are on the loopback interface.
///
/// @param web the single-page app
/// @param api the API
/// @param management health, metrics and OpenAPI document of the API
/// @param keycloak sign-in
/// @param keycloakManagement Keycloak's own health
/// @param postgres the database
public record Ports(
    int web, int api, int management, int keycloak, int keycloakManagement, int postgres) {

  /// One port's meaning: what it serves, the variable that moves it, and where it is by default.
  public enum Use {
    WEB("the web app", "TF_WEB_PORT", 5173, Part.WEB),
    API("the API", "TF_API_PORT", 8080, Part.BACKEND),
    MANAGEMENT("the API's management", "TF_MANAGEMENT_PORT", 9000, Part.BACKEND),
    KEYCLOAK("Keycloak", "TF_KEYCLOAK_PORT", 8180, Part.KEYCLOAK),
    KEYCLOAK_MANAGEMENT(
        "Keycloak's management", "TF_KEYCLOAK_MANAGEMENT_PORT", 9180, Part.KEYCLOAK),
    POSTGRES("PostgreSQL", "TF_POSTGRES_PORT", 5434, Part.POSTGRES);

    private final String title;
    private final String variable;
    private final int standard;
    private final Part part;

    Use(String title, String variable, int standard, Part part) {
      this.title = title;
      this.variable = variable;
      this.standard = standard;
      this.part = part;
    }
  }

  /// The ports that the environment names, the standard ones for the rest. `0` means any free port.
  public static Ports from(Map<String, String> environment) {
    var chosen = new EnumMap<Use, Integer>(Use.class);
    for (var use : Use.values()) {
      chosen.put(use, number(use, environment.get(use.variable)));
    }
    return of(fill(chosen));
  }

  /// Six ports that nothing listens on.
  public static Ports free() {
    var none = new EnumMap<Use, Integer>(Use.class);
    for (var use : Use.values()) {
      none.put(use, 0);
    }
    return of(fill(none));
  }

  /// Fails with one message that names every busy port a part of this stack needs, and the variable
  /// that moves it.
  public void requireFree(java.util.Set<Part> parts) {
    var busy = new ArrayList<String>();
    for (var use : Use.values()) {
      if (parts.contains(use.part) && !isFree(of(use))) {
        busy.add(
            "Port %d for %s is in use by another program: stop that program or set %s."
                .formatted(of(use), use.title, use.variable));
      }
    }
    if (!busy.isEmpty()) {
      throw new LaunchFailure(String.join(System.lineSeparator(), busy));
    }
  }

  int of(Use use) {
    return switch (use) {
      case WEB -> web;
      case API -> api;
      case MANAGEMENT -> management;
      case KEYCLOAK -> keycloak;
      case KEYCLOAK_MANAGEMENT -> keycloakManagement;
      case POSTGRES -> postgres;
    };
  }

  private static Ports of(Map<Use, Integer> chosen) {
    return new Ports(
        chosen.get(Use.WEB),
        chosen.get(Use.API),
        chosen.get(Use.MANAGEMENT),
        chosen.get(Use.KEYCLOAK),
        chosen.get(Use.KEYCLOAK_MANAGEMENT),
        chosen.get(Use.POSTGRES));
  }

  private static int number(Use use, String text) {
    if (text == null || text.isBlank()) {
      return use.standard;
    }
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // answered below, together with numbers out of range
    }
    throw new LaunchFailure(
        "%s is \"%s\", which is no port: give a number from 0 (any free one) to 65535."
            .formatted(use.variable, text));
  }

  /// Replaces zeros. The sockets stay open until all are chosen, so no port is chosen twice.
  private static Map<Use, Integer> fill(EnumMap<Use, Integer> chosen) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (var entry : chosen.entrySet()) {
        if (entry.getValue() == 0) {
          var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          held.add(socket);
          entry.setValue(socket.getLocalPort());
        }
      }
      return chosen;
    } catch (IOException e) {
      throw new LaunchFailure("No free port can be had on the loopback interface.", e);
    } finally {
      held.forEach(Ports::close);
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new LaunchFailure("A probing socket does not close.", e);
    }
  }
}
