package io.trustfabric.demo.backup;

import io.trustfabric.demo.api.Credentials;
import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Part;
import io.trustfabric.local.Ports;
import io.trustfabric.local.Settings;
import io.trustfabric.local.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;

/// Another API, on another database, that takes the tokens of the running stack: it migrates that
/// database and fills it the way the product does.
final class SecondApi implements AutoCloseable {

  private final Stack stack;
  private final Credentials credentials;

  private SecondApi(Stack stack, Credentials credentials) {
    this.stack = stack;
    this.credentials = credentials;
  }

  /// @param running the stack that is there already
  /// @param state a folder for the second one's log
  /// @param databasePort where PostgreSQL listens
  static SecondApi start(Settings running, Path state, int databasePort) {
    var free = Ports.free();
    var signIn = Credentials.of(running).keycloakPort();
    var settings =
        new Settings(
            running.root(),
            state,
            new Ports(
                free.web(),
                free.api(),
                free.management(),
                signIn,
                running.ports().keycloakManagement(),
                databasePort));
    try {
      Files.createDirectories(state);
      Files.copy(
          running.state().resolve("secrets.json"),
          state.resolve("secrets.json"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new LaunchFailure(state + " cannot be used: " + e.getMessage(), e);
    }
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var stack = new Stack(settings, EnumSet.of(Part.BACKEND), nowhere);
    stack.start();
    return new SecondApi(stack, Credentials.of(settings));
  }

  Credentials credentials() {
    return credentials;
  }

  @Override
  public void close() {
    stack.stop();
  }
}
