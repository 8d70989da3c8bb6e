package io.trustfabric.ledger.anchors;

import io.trustfabric.ledger.seal.SignedNote;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// A bucket of a store that speaks S3, best with object lock: each checkpoint as an object of its
/// own, and the newest as `checkpoint`.
///
/// @param base the bucket's address with the prefix, ending in a slash
record S3Anchor(String name, URI base, SignatureV4 signature, Http http) implements Anchor {

  @Override
  public String kind() {
    return "s3";
  }

  @Override
  public Kept newest(SignedNote ours) throws AnchorFailure {
    var answer = send("GET", FileAnchor.NEWEST, new byte[0], Map.of());
    return switch (answer.statusCode()) {
      case 200 -> FileAnchor.kept(answer.body());
      case 404 -> Kept.NOTHING;
      default -> throw refused(answer);
    };
  }

  @Override
  public SignedNote.Line put(SealedCheckpoint checkpoint) throws AnchorFailure {
    var body = checkpoint.note().note().getBytes(StandardCharsets.UTF_8);
    for (var object : new String[] {checkpoint.place(), FileAnchor.NEWEST}) {
      var answer = send("PUT", object, body, Map.of("content-type", "text/plain; charset=utf-8"));
      if (answer.statusCode() != 200) {
        throw refused(answer);
      }
    }
    return null;
  }

  private HttpResponse<String> send(
      String method, String object, byte[] body, Map<String, String> headers) throws AnchorFailure {
    var uri = base.resolve(object);
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofByteArray(body));
    signature.headers(method, uri, body, headers, Instant.now()).forEach(request::header);
    return http.send(request);
  }

  private static AnchorFailure refused(HttpResponse<String> answer) {
    return new AnchorFailure("The store answers with status %d.".formatted(answer.statusCode()));
  }
}
