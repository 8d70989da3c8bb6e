package io.trustfabric.chaosrun.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultProxyTest {

  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void startEcho() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::answer);
    proxy = new FaultProxy(echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void what_goes_in_comes_out_while_it_is_well() throws IOException {
    try (var socket = connect()) {
      assertThat(asked(socket, 1)).isEqualTo(1);
      assertThat(proxy.isWell()).isTrue();
    }
  }

  @Test
  void a_delay_is_paid_in_either_direction() throws IOException {
    proxy.delay(Duration.ofMillis(50));
    try (var socket = connect()) {
      var begin = System.nanoTime();
      assertThat(asked(socket, 1)).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
  }

  @Test
  void a_narrow_network_takes_its_time_and_loses_nothing() throws IOException {
    proxy.narrow(100_000);
    try (var socket = connect()) {
      var sent = new byte[20_000];
      new java.util.Random(1).nextBytes(sent);
      var begin = System.nanoTime();
      Thread.ofVirtual().start(() -> write(socket, sent));
      assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void what_a_silent_network_holds_back_comes_when_it_speaks_again() throws IOException {
    try (var socket = connect()) {
      assertThat(asked(socket, 1)).isEqualTo(1);
      proxy.swallow();
      socket.getOutputStream().write(2);
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.heal();
      socket.setSoTimeout(0);
      assertThat(socket.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void a_refusing_network_resets_what_is_open_takes_nothing_new_and_keeps_its_port()
      throws IOException {
    try (var socket = connect()) {
      assertThat(asked(socket, 1)).isEqualTo(1);
      proxy.refuse();
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    assertThat(proxy.isWell()).isFalse();
    proxy.heal();
    try (var socket = connect()) {
      assertThat(asked(socket, 3)).isEqualTo(3);
    }
  }

  @Test
  void nothing_stays_open_when_both_sides_have_gone() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (var socket = connect()) {
        assertThat(asked(socket, i)).isEqualTo(i);
      }
    }
    while (proxy.openSockets() > 0) {
      Thread.onSpinWait();
    }
    assertThat(proxy.openSockets()).isZero();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  private static int asked(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
    return socket.getInputStream().read();
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void answer() {
    try {
      while (true) {
        var socket = echo.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException reset) {
      // the other side has gone
    }
  }
}
