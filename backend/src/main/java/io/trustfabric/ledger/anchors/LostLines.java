package io.trustfabric.ledger.anchors;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.SealedHead;
import io.trustfabric.ledger.seal.SignedNote;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a place knows of the ledger and the ledger does not.
///
/// @param anchor the place
/// @param origin of its checkpoint
/// @param size of its checkpoint
/// @param rootSha256 of its checkpoint, hex; null where it tells only the size
/// @param from the first position that may be lost
/// @param to the last one
record LostLines(String anchor, String origin, long size, String rootSha256, long from, long to) {

  /// @param state of a place that is ahead
  /// @param head what the ledger has
  /// @param ledger the ledger's name in its first epoch
  static LostLines of(AnchorState state, SealedHead head, String ledger) {
    var checkpoint =
        state.aheadNote() == null
            ? null
            : Checkpoint.parse(SignedNote.parse(state.aheadNote()).text());
    var origin =
        checkpoint != null
            ? checkpoint.origin()
            : head.note() != null ? head.checkpoint().origin() : ledger;
    return new LostLines(
        state.name(),
        origin,
        state.aheadSize(),
        checkpoint == null ? null : checkpoint.rootHex(),
        Math.min(head.size(), state.aheadSize() - 1),
        state.aheadSize() - 1);
  }

  /// What the second person decides on.
  Map<String, Object> payload() {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("anchor", anchor);
    payload.put("anchoredOrigin", origin);
    payload.put("anchoredSize", size);
    if (rootSha256 != null) {
      payload.put("anchoredRootSha256", rootSha256);
    }
    payload.put("lostFrom", from);
    payload.put("lostTo", to);
    return payload;
  }

  static LostLines of(JsonNode payload) {
    return new LostLines(
        payload.get("anchor").textValue(),
        payload.get("anchoredOrigin").textValue(),
        payload.get("anchoredSize").longValue(),
        payload.path("anchoredRootSha256").textValue(),
        payload.get("lostFrom").longValue(),
        payload.get("lostTo").longValue());
  }
}
