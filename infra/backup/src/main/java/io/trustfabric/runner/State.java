package io.trustfabric.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the runner remembers between its runs: what it made, what it was about to do.
final class State {

  /// A completed backup.
  record Made(String label, UUID run, Instant endedAt) {}

  private final Path folder;

  State(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be made.".formatted(folder), e);
    }
  }

  /// The completed backups, the oldest first.
  List<Made> made() {
    return Json.files(folder.resolve("made")).stream()
        .map(Json::read)
        .map(
            made ->
                new Made(
                    made.get("label").textValue(),
                    UUID.fromString(made.get("run").textValue()),
                    Instant.parse(made.get("endedAt").textValue())))
        .sorted(Comparator.comparing(Made::endedAt).thenComparing(Made::label))
        .toList();
  }

  void made(Made made) {
    Json.write(
        file(made.label()),
        Json.object()
            .put("label", made.label())
            .put("run", made.run().toString())
            .put("endedAt", made.endedAt().toString()));
  }

  /// What a run is doing now, so that the next one knows if this one is killed.
  void begins(ObjectNode run) {
    Json.write(running(), run);
  }

  void ended() {
    Json.delete(running());
  }

  /// What an earlier run did not bring to its end.
  Optional<ObjectNode> interrupted() {
    return Files.exists(running()) ? Optional.of(Json.read(running())) : Optional.empty();
  }

  /// Labels whose record has expired while the repository may still have them.
  List<String> expiring() {
    return Json.files(folder.resolve("expiring")).stream()
        .map(file -> Json.read(file).get("label").textValue())
        .toList();
  }

  void expires(String label) {
    Json.write(
        folder.resolve("expiring").resolve(label + ".json"), Json.object().put("label", label));
  }

  void expired(String label) {
    Json.delete(file(label));
    stays(label);
  }

  void stays(String label) {
    Json.delete(folder.resolve("expiring").resolve(label + ".json"));
  }

  private Path file(String label) {
    return folder.resolve("made").resolve(label + ".json");
  }

  private Path running() {
    return folder.resolve("running.json");
  }
}
