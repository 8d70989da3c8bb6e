package io.trustfabric.local;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// PostgreSQL refuses to run as root. A user namespace without a mapping takes root's name and
/// rights away while the files stay readable.
public final class Unprivileged {

  private Unprivileged() {}

  /// The command as anybody but root runs it.
  ///
  /// @throws LaunchFailure when root cannot give its rights away here
  public static List<String> command(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    if (!namespacesWork()) {
      throw new LaunchFailure(
          "PostgreSQL does not run as root, and root cannot give its rights away here"
              + " (`unshare --user` fails): start Trust Fabric as another user.");
    }
    return Stream.concat(Stream.of("unshare", "--user", "--"), command.stream()).toList();
  }

  private static boolean namespacesWork() {
    try {
      return new ProcessBuilder("unshare", "--user", "true").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted.", e);
    }
  }
}
