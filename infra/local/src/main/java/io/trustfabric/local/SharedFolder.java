package io.trustfabric.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Work that is done once for a folder that several launchers share, whoever comes first.
final class SharedFolder {

  /// What has to be done when the marker is missing.
  interface Work {
    void run() throws IOException;
  }

  private SharedFolder() {}

  /// Runs `work` unless the file `marker` is there with this content, and then writes it. Other
  /// processes wait meanwhile.
  static void once(Path marker, String content, Work work) {
    try {
      Files.createDirectories(marker.getParent());
      Path lock = marker.resolveSibling(marker.getFileName() + ".lock");
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = channel.lock()) {
        if (!Files.exists(marker) || !Files.readString(marker).equals(content)) {
          Files.deleteIfExists(marker);
          work.run();
          Files.writeString(marker, content);
        }
        held.release();
      }
    } catch (IOException e) {
      throw new LaunchFailure(marker.getParent() + " cannot be prepared: " + e.getMessage(), e);
    }
  }
}
