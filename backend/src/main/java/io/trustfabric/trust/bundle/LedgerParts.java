package io.trustfabric.trust.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.ledger.anchors.AnchoredCheckpoints;
import io.trustfabric.ledger.anchors.AnchoredCheckpoints.Anchored;
import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.LedgerKeyView;
import io.trustfabric.ledger.seal.LedgerProofs;
import io.trustfabric.ledger.seal.ProvedLines;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Collection;

/// The ledger's part of a bundle: one checkpoint, the lines about the records concerned with their
/// proofs against it, and what was kept elsewhere.
@ApplicationScoped
public class LedgerParts {

  private static final String KEYS =
      """
      # The keys that the ledger says are its own, oldest first. A key that comes with what it signed proves
      # nothing about who signed: compare with the keys that you were given by another way.
      """;

  private final LedgerProofs proofs;
  private final AnchoredCheckpoints anchors;
  private final ObjectMapper mapper;

  LedgerParts(LedgerProofs proofs, AnchoredCheckpoints anchors, ObjectMapper mapper) {
    this.proofs = proofs;
    this.anchors = anchors;
    this.mapper = mapper;
  }

  /// Adds all of them.
  ///
  /// @return the checkpoint that everything is proved against
  Checkpoint addTo(BundleParts parts, Collection<ConcernedRecord> records) {
    return proofs.proved(
        lines -> {
          parts.add(BundlePlaces.CHECKPOINT, lines.note());
          parts.add(BundlePlaces.KEYS, keys(lines));
          anchors(parts, lines);
          for (var record : records) {
            parts.add(
                BundlePlaces.lines(record.type(), record.id()), out -> write(lines, record, out));
          }
          return lines.checkpoint();
        });
  }

  private static String keys(ProvedLines lines) throws SQLException {
    var keys = new StringBuilder(KEYS);
    // One that signed again after another began anew, and is the same key.
    lines.keys().stream()
        .map(LedgerKeyView::verifierKey)
        .distinct()
        .forEach(key -> keys.append(key).append('\n'));
    return keys.toString();
  }

  private void anchors(BundleParts parts, ProvedLines lines) throws SQLException {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var anchor : anchors.newest()) {
      var json = list.addObject().put("name", anchor.name()).put("kind", anchor.kind());
      json.put("size", anchor.size());
      if (anchor.at() != null) {
        json.put("anchoredAt", anchor.at().toString());
      }
      var note = isWithin(anchor, lines.checkpoint()) ? lines.olderNote(anchor.size()) : null;
      if (note != null) {
        var path = BundlePlaces.checkpoint(anchor.size());
        json.put("checkpoint", path);
        lines.consistency(anchor.size()).forEach(json.putArray("consistency")::add);
        if (!parts.has(path)) {
          parts.add(path, note);
        }
      }
    }
    parts.add(
        BundlePlaces.ANCHORS, out -> mapper.writerWithDefaultPrettyPrinter().writeValue(out, list));
  }

  private static boolean isWithin(Anchored anchor, Checkpoint checkpoint) {
    return checkpoint.origin().equals(anchor.origin())
        && anchor.size() > 0
        && anchor.size() <= checkpoint.size();
  }

  private void write(ProvedLines lines, ConcernedRecord record, OutputStream out)
      throws SQLException, IOException {
    lines.of(
        record.type(),
        record.id(),
        line -> {
          out.write(mapper.writeValueAsBytes(line));
          out.write('\n');
        });
  }
}
