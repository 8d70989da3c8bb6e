package io.trustfabric.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// A witness of one log, as C2SP tlog-witness describes it; nothing of the product's code is used.
public final class FakeWitness implements AutoCloseable {

  private static final String NAME = "witness.example/w1";

  private final HttpServer server;
  private final KeyPair keys;
  private final byte[] typedKey;
  private long size;
  private byte[] root;

  public FakeWitness() throws IOException {
    try {
      keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    var encoded = keys.getPublic().getEncoded();
    typedKey = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
    typedKey[0] = 4;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/add-checkpoint", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String verifierKey() {
    return "%s+%s+%s"
        .formatted(
            NAME, HexFormat.of().formatHex(hash()), Base64.getEncoder().encodeToString(typedKey));
  }

  /// How many entries it has seen.
  public synchronized long size() {
    return size;
  }

  /// Lets it believe that it has seen this.
  public synchronized void hasSeen(long size, byte[] root) {
    this.size = size;
    this.root = root;
  }

  private byte[] hash() {
    return Arrays.copyOf(
        LedgerVerifier.sha256((NAME + "\n").getBytes(StandardCharsets.UTF_8), typedKey), 4);
  }

  private synchronized void answer(HttpExchange call) throws IOException {
    try (call) {
      var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var parts = body.split("\n\n", 3);
      var head = parts[0].lines().toList();
      var old = Long.parseLong(head.getFirst().substring("old ".length()));
      var proof = head.subList(1, head.size()).stream().map(Base64.getDecoder()::decode).toList();
      var text = parts[1] + "\n";
      var lines = text.split("\n");
      var newSize = Long.parseLong(lines[1]);
      var newRoot = Base64.getDecoder().decode(lines[2]);
      if (!parts[2].startsWith("\u2014 " + lines[0] + " ")) {
        say(call, 403, "");
      } else if (old > newSize) {
        say(call, 400, "");
      } else if (old != size || old == newSize && !Arrays.equals(root, newRoot)) {
        say(call, 409, size + "\n");
      } else if (size > 0 && !isConsistent(newSize, newRoot, proof)) {
        say(call, 422, "");
      } else {
        size = newSize;
        root = newRoot;
        say(call, 200, "\u2014 somebody AAAAAAAAAAAA\n" + cosigned(text));
      }
    }
  }

  private boolean isConsistent(long newSize, byte[] newRoot, List<byte[]> proof) {
    return Rfc6962.isConsistent(size, root, newSize, newRoot, proof);
  }

  private String cosigned(String text) {
    try {
      var time = 1_800_000_000L;
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(
          "cosignature/v1\ntime %d\n%s".formatted(time, text).getBytes(StandardCharsets.UTF_8));
      var bytes =
          ByteBuffer.allocate(4 + 8 + 64).put(hash()).putLong(time).put(signature.sign()).array();
      return "\u2014 %s %s\n".formatted(NAME, Base64.getEncoder().encodeToString(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void say(HttpExchange call, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      call.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
