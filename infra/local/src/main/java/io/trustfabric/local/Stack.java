package io.trustfabric.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One running Trust Fabric: starts its parts in parallel where one does not need the other,
/// watches them, and stops all of them.
public final class Stack {

  private final Settings settings;
  private final Set<Part> parts;
  private final PrintStream out;
  private final Children children;
  private final Progress progress;
  private final StateLock lock;

  public Stack(Settings settings, Set<Part> parts, PrintStream out) {
    this.settings = settings;
    this.parts = parts;
    this.out = out;
    this.children = new Children(settings.state().resolve("children.json"));
    this.progress = new Progress(out);
    this.lock = new StateLock(settings.state());
  }

  /// Starts all parts and returns when each is healthy. When one fails, everything is stopped again
  /// and the failure thrown.
  public void start() {
    takeState();
    try {
      children
          .endOrphans()
          .forEach(title -> progress.say("  Ended " + title + ", left over from a run that died."));
      Files.deleteIfExists(settings.credentialsFile());
      settings.ports().requireFree(parts);
      var secrets = Secrets.in(settings.state());
      startParts(secrets);
      Secrets.writePrivately(settings.credentialsFile(), Credentials.of(settings, secrets));
      progress.say(new Welcome(settings, secrets, parts).text(progress.seconds()));
    } catch (IOException e) {
      stop();
      throw new LaunchFailure(settings.state() + " cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /// Blocks until a part ends by itself; then stops the others and fails.
  public void watch() {
    var dead = children.firstDeath().join();
    var failure = dead.crash();
    stop();
    throw failure;
  }

  /// Stops every part, the last started first. More calls do nothing, and neither does one on a
  /// stack whose state folder another launcher uses.
  public synchronized void stop() {
    if (!lock.isHeld()) {
      return;
    }
    try {
      Files.deleteIfExists(settings.credentialsFile());
    } catch (IOException e) {
      out.println(settings.credentialsFile() + " cannot be deleted: " + e.getMessage());
    }
    children.stopAll(child -> out.println("  " + child.command().title() + " stopped"));
    lock.release();
  }

  private void takeState() {
    try {
      Files.createDirectories(
          settings.state(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new LaunchFailure(settings.state() + " cannot be made: " + e.getMessage(), e);
    }
    lock.acquire();
  }

  private void startParts(Secrets secrets) {
    var postgres = new PostgresServer(settings, secrets, children);
    var keycloak = new KeycloakServer(settings, secrets, children, postgres);
    var backend = new Backend(settings, secrets, children);
    var web = new Web(settings, children);
    if (parts.contains(Part.BACKEND)) {
      backend.requireBuilt();
    }
    if (parts.contains(Part.WEB)) {
      web.requireBuilt();
    }
    progress.say("Starting Trust Fabric. Data and logs are in " + settings.state());
    parts.forEach(progress::starting);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starter = new Starter(parts, threads);
      var prepared = starter.run(Part.KEYCLOAK, keycloak::prepare);
      var database =
          starter.run(
              Part.POSTGRES,
              () -> {
                postgres.start();
                progress.ready(Part.POSTGRES, settings.databaseUrl(PostgresServer.DATABASE));
              });
      var signIn =
          starter.run(
              Part.KEYCLOAK,
              () -> {
                keycloak.start();
                progress.ready(Part.KEYCLOAK, settings.keycloakUrl());
              },
              prepared,
              database);
      starter.run(
          Part.BACKEND,
          () -> {
            var child = backend.start();
            backend.await(child);
            if (parts.contains(Part.KEYCLOAK)) {
              signIn.join();
              backend.awaitTrust(child);
            }
            progress.ready(Part.BACKEND, settings.apiUrl());
          },
          database);
      starter.run(
          Part.WEB,
          () -> {
            web.start();
            progress.ready(Part.WEB, settings.webUrl());
          });
      await(starter);
    }
  }

  /// Waits for all parts, but not past the first that fails.
  private void await(Starter starter) {
    var crash =
        children.firstDeath().thenCompose(dead -> CompletableFuture.failedFuture(dead.crash()));
    var outcome = CompletableFuture.anyOf(starter.all(), starter.firstFailure(), crash);
    while (true) {
      try {
        outcome.get(500, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException stillStarting) {
        progress.remind();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LaunchFailure("Interrupted.", e);
      } catch (ExecutionException e) {
        stop();
        throw Starter.reason(e);
      }
    }
  }
}
