package io.trustfabric.ledger.anchors;

import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.SignedNote;
import io.trustfabric.ledger.seal.VerifierKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;

/// A witness that signs what it has seen to be consistent (C2SP tlog-witness).
///
/// @param url its submission prefix
/// @param key by which it signs
record WitnessAnchor(String name, URI url, VerifierKey key, Http http) implements Anchor {

  private static final int CONFLICT = 409;

  @Override
  public String kind() {
    return "witness";
  }

  /// Asks as if nothing had ever been handed over: one that has seen more answers up to where. A
  /// witness without an answer to give yet signs.
  @Override
  public Kept newest(SignedNote ours) throws AnchorFailure {
    if (ours == null) {
      return Kept.NOTHING;
    }
    var answer = post(0, List.of(), ours);
    return answer.signature == null ? new Kept(answer.size, null) : Kept.NOTHING;
  }

  @Override
  public SignedNote.Line put(SealedCheckpoint checkpoint) throws AnchorFailure {
    var note = checkpoint.note();
    var answer = post(checkpoint.from(), checkpoint.consistency().apply(checkpoint.from()), note);
    if (answer.signature == null && answer.size <= checkpoint.checkpoint().size()) {
      answer = post(answer.size, checkpoint.consistency().apply(answer.size), note);
    }
    if (answer.signature == null) {
      throw new AnchorFailure("The witness has seen another size, %d.".formatted(answer.size));
    }
    return answer.signature;
  }

  /// @param signature its signature; null when it has seen another size
  private record Answer(SignedNote.Line signature, long size) {}

  private Answer post(long from, List<byte[]> consistency, SignedNote note) throws AnchorFailure {
    var body = new StringBuilder("old ").append(from).append('\n');
    for (var hash : consistency) {
      body.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    body.append('\n').append(note.note());
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/add-checkpoint"))
                .POST(BodyPublishers.ofString(body.toString())));
    return switch (answer.statusCode()) {
      case 200 -> new Answer(signature(answer.body(), note), Checkpoint.parse(note.text()).size());
      case CONFLICT -> new Answer(null, size(answer.body()));
      case 403 -> throw new AnchorFailure("The witness does not know the ledger's key.");
      case 404 -> throw new AnchorFailure("The witness does not know the ledger.");
      case 422 ->
          throw AnchorFailure.contradiction("The witness has seen another history of this ledger.");
      default ->
          throw new AnchorFailure(
              "The witness answers with status %d.".formatted(answer.statusCode()));
    };
  }

  private static long size(String body) throws AnchorFailure {
    if (!body.matches("(0|[1-9][0-9]{0,17})\n?")) {
      throw new AnchorFailure("The witness tells no size.");
    }
    return Long.parseLong(body.strip());
  }

  /// The true signature among the lines; those of other keys do not matter.
  private SignedNote.Line signature(String body, SignedNote note) throws AnchorFailure {
    for (var line : body.lines().toList()) {
      try {
        var signature = SignedNote.Line.parse(line);
        if (new SignedNote(note.text(), List.of(signature)).isSignedBy(key)) {
          return signature;
        }
      } catch (IllegalArgumentException e) {
        // no signature line, and so not the one that is looked for
      }
    }
    throw new AnchorFailure("The witness answers without a signature by its key.");
  }
}
