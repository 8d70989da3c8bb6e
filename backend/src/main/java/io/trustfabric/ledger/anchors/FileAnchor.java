package io.trustfabric.ledger.anchors;

import io.trustfabric.ledger.seal.Checkpoint;
import io.trustfabric.ledger.seal.SignedNote;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A folder, best on another machine's disk: each checkpoint as a file of its own, and the newest
/// as `checkpoint`.
record FileAnchor(String name, Path folder) implements Anchor {

  static final String NEWEST = "checkpoint";

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public Kept newest(SignedNote ours) throws AnchorFailure {
    var file = folder.resolve(NEWEST);
    try {
      return Files.exists(file) ? kept(Files.readString(file)) : Kept.NOTHING;
    } catch (IOException e) {
      throw new AnchorFailure("The checkpoint in the folder cannot be read.");
    }
  }

  /// @throws AnchorFailure when it is no checkpoint
  static Kept kept(String text) throws AnchorFailure {
    try {
      var note = SignedNote.parse(text);
      return new Kept(Checkpoint.parse(note.text()).size(), note);
    } catch (IllegalArgumentException e) {
      throw new AnchorFailure("What is kept there is no checkpoint.");
    }
  }

  @Override
  public SignedNote.Line put(SealedCheckpoint checkpoint) throws AnchorFailure {
    // A folder that is gone is one that is not mounted: its place must not be taken by this disk.
    if (!Files.isDirectory(folder)) {
      throw new AnchorFailure("The folder is not there.");
    }
    try {
      write(folder.resolve(checkpoint.place()), checkpoint.note().note());
      write(folder.resolve(NEWEST), checkpoint.note().note());
      return null;
    } catch (IOException e) {
      throw new AnchorFailure("The folder cannot be written to.");
    }
  }

  /// A reader sees the whole file or the one before, also after a power cut.
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    var draft = file.resolveSibling("." + file.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
