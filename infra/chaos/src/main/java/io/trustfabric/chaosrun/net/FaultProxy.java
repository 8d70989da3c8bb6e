package io.trustfabric.chaosrun.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A TCP proxy on the loopback interface that makes a network slow, narrow, silent or absent, and
/// well again. Its port stays the same throughout.
///
/// No byte of a connection that stays open is lost or reordered: what a silent network holds back
/// comes when it speaks again, as TCP itself would have it.
public final class FaultProxy implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;

  private final int target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Fault fault = Fault.NONE;
  private ServerSocket server;

  /// @param target the port on the loopback interface where the other side is
  public FaultProxy(int target) {
    this.target = target;
    this.server = listen(0);
    this.port = server.getLocalPort();
  }

  public int port() {
    return port;
  }

  /// Open sockets of both sides.
  public int openSockets() {
    return sockets.size();
  }

  /// Each chunk comes this much later, in either direction.
  public void delay(Duration delay) {
    become(new Fault(delay.toNanos(), Long.MAX_VALUE, false));
  }

  /// Each direction of each connection carries so many bytes a second.
  public void narrow(long bytesPerSecond) {
    become(new Fault(0, bytesPerSecond, false));
  }

  /// Connections are taken and stay open, and nothing comes through.
  public void swallow() {
    become(new Fault(0, Long.MAX_VALUE, true));
  }

  /// All connections are reset; new ones are refused until it is well again.
  public void refuse() {
    lock.lock();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
    resetAll();
  }

  /// All connections are reset; new ones are taken.
  public void resetAll() {
    sockets.forEach(FaultProxy::reset);
  }

  /// Whether nothing is wrong with it.
  public boolean isWell() {
    return fault == Fault.NONE && !server.isClosed();
  }

  /// Takes every fault away.
  public void heal() {
    lock.lock();
    try {
      if (server.isClosed() && !closed) {
        server = listen(port);
      }
      become(Fault.NONE);
    } finally {
      lock.unlock();
    }
  }

  private volatile boolean closed;

  @Override
  public void close() {
    closed = true;
    refuse();
    become(Fault.NONE);
  }

  private record Fault(long delayNanos, long bytesPerSecond, boolean swallows) {
    static final Fault NONE = new Fault(0, Long.MAX_VALUE, false);
  }

  private void become(Fault next) {
    lock.lock();
    try {
      fault = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private ServerSocket listen(int at) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 200);
      Thread.ofPlatform().daemon().name("proxy-" + target).start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closedMeanwhile) {
        // the loop looks whether it is over
      }
    }
  }

  private void connect(Socket client) {
    try {
      awaitSpeech();
      var other = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(other);
      client.setTcpNoDelay(true);
      other.setTcpNoDelay(true);
      if (!sockets.contains(client)) {
        end(other);
        return;
      }
      Thread.ofVirtual().start(() -> pump(client, other));
      pump(other, client);
    } catch (IOException nobodyThere) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to) {
    var buffer = new byte[CHUNK];
    try {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        hold(n);
        to.getOutputStream().write(buffer, 0, n);
      }
      awaitSpeech();
    } catch (IOException oneSideHasGone) {
      // both are ended below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
    }
  }

  private void hold(int bytes) throws InterruptedException {
    var now = fault;
    var nanos =
        now.delayNanos()
            + (now.bytesPerSecond() == Long.MAX_VALUE
                ? 0
                : bytes * 1_000_000_000L / now.bytesPerSecond());
    if (nanos > 0) {
      Thread.sleep(Duration.ofNanos(nanos));
    }
    awaitSpeech();
  }

  private void awaitSpeech() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (fault.swallows()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException goneAlready) {
      // that was the aim
    }
  }

  /// The other side gets RST and not FIN. Its owner's pump removes it.
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException goneAlready) {
      // that was the aim
    }
  }
}
