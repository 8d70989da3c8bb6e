package io.trustfabric.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports that nobody listens on.
final class FreePorts {

  private FreePorts() {}

  /// Below the ports that the system gives to outgoing connections: one of those could be taken
  /// while its program starts.
  static int any() {
    while (true) {
      var port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
      try (var socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: another one
      }
    }
  }
}
