package io.trustfabric.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was sent and what of it was acknowledged, kept outside of what is killed.
final class Journal {

  /// An acknowledged write and its answer.
  record Acknowledged(Write write, Api.Answer answer) {}

  private final Map<String, JsonNode> records = new TreeMap<>();
  private final Map<String, Integer> marks = new TreeMap<>();
  private final List<Acknowledged> recent = new ArrayList<>();
  private final List<Write> doubtful = new ArrayList<>();
  private int acknowledged;

  synchronized void acknowledge(Write write, Api.Answer answer) {
    acknowledged++;
    recent.add(new Acknowledged(write, answer));
    if (write.kind() != Write.Kind.MOVE) {
      marks.put(write.key(), write.makes());
    }
    if (write.kind() != Write.Kind.BATCH) {
      records.put(write.recordPath(answer.body()), answer.body());
    }
  }

  /// A write without an answer, or with a refusal that came of a crash: it has happened or not.
  synchronized void doubt(Write write) {
    doubtful.add(write);
  }

  /// What a record is known to be.
  synchronized void know(String path, JsonNode record) {
    records.put(path, record);
  }

  /// All writes acknowledged so far.
  synchronized int acknowledged() {
    return acknowledged;
  }

  /// Where every record is read.
  synchronized List<String> paths() {
    return List.copyOf(records.keySet());
  }

  /// A record as acknowledged last.
  synchronized JsonNode record(String path) {
    return records.get(path);
  }

  /// How many records there are of each acknowledged mark.
  synchronized Map<String, Integer> marks() {
    return new TreeMap<>(marks);
  }

  /// The newest incidents that can take another step.
  synchronized List<JsonNode> openIncidents() {
    var open =
        records.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(Write.INCIDENTS))
            .map(Map.Entry::getValue)
            .filter(incident -> !Write.isClosed(incident))
            .toList();
    return open.subList(Math.max(0, open.size() - 40), open.size());
  }

  /// Acknowledged since this was asked last.
  synchronized List<Acknowledged> takeRecent() {
    var taken = List.copyOf(recent);
    recent.clear();
    return taken;
  }

  /// In doubt since this was asked last.
  synchronized List<Write> takeDoubtful() {
    var taken = List.copyOf(doubtful);
    doubtful.clear();
    return taken;
  }
}
