package io.trustfabric.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between a process and its database and can swallow everything without closing anything,
/// as a broken network does.
public final class TcpProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int target;
  private volatile boolean cut;

  public TcpProxy(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// From now on nothing gets through, in either direction.
  public void cut() {
    cut = true;
  }

  /// New connections get through again. Those that were cut have lost bytes, so they end.
  public void heal() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        sockets.add(client);
        if (!cut) {
          var database = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(database);
          Thread.ofVirtual().start(() -> pump(client, database));
          Thread.ofVirtual().start(() -> pump(database, client));
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pump(Socket from, Socket to) {
    var buffer = new byte[65_536];
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        if (!cut) {
          to.getOutputStream().write(buffer, 0, n);
        }
      }
      while (cut) {
        // The other side must not learn that this one has gone.
        Await.sleep(100);
      }
    } catch (IOException e) {
      // one side has gone
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
