package io.trustfabric.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// As much of an S3 store as it takes to keep checkpoints. It takes what is signed for its region
/// by its account and whose body is the one that was signed.
public final class FakeBucket implements AutoCloseable {

  public static final String ACCESS_KEY = "AKIDEXAMPLE";
  public static final String REGION = "eu-test-1";

  private final HttpServer server;
  private final Map<String, String> objects = new ConcurrentHashMap<>();
  private volatile int status;

  public FakeBucket() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What it keeps, by path.
  public Map<String, String> objects() {
    return objects;
  }

  /// From now on it answers so; 0 for as it should.
  public void answers(int status) {
    this.status = status;
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      var body = call.getRequestBody().readAllBytes();
      var path = call.getRequestURI().getPath();
      var headers = call.getRequestHeaders();
      var authorization = String.valueOf(headers.getFirst("Authorization"));
      var digest = HexFormat.of().formatHex(LedgerVerifier.sha256(body));
      var scope =
          "AWS4-HMAC-SHA256 Credential=%s/[0-9]{8}/%s/s3/aws4_request,SignedHeaders=[a-z0-9;-]*host;x-amz-content-sha256;x-amz-date,Signature=[0-9a-f]{64}";
      if (status != 0) {
        call.sendResponseHeaders(status, -1);
      } else if (!authorization.matches(scope.formatted(ACCESS_KEY, REGION))
          || !digest.equals(headers.getFirst("x-amz-content-sha256"))) {
        call.sendResponseHeaders(403, -1);
      } else if (call.getRequestMethod().equals("PUT")) {
        objects.put(path, new String(body, StandardCharsets.UTF_8));
        call.sendResponseHeaders(200, -1);
      } else if (objects.get(path) instanceof String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
      } else {
        call.sendResponseHeaders(404, -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
