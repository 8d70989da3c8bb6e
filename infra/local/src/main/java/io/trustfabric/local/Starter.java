package io.trustfabric.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/// Runs the work of the chosen parts in parallel, each when what it needs is done.
final class Starter {

  private final Set<Part> parts;
  private final Executor threads;
  private final List<CompletableFuture<Void>> begun = new ArrayList<>();
  private final CompletableFuture<Void> firstFailure = new CompletableFuture<>();

  Starter(Set<Part> parts, Executor threads) {
    this.parts = parts;
    this.threads = threads;
  }

  /// Runs `work` after what it `needs`, or nothing when the part is not wanted.
  CompletableFuture<Void> run(Part part, Runnable work, CompletableFuture<?>... needs) {
    var needed = CompletableFuture.allOf(needs);
    var done = parts.contains(part) ? needed.thenRunAsync(work, threads) : needed;
    done.exceptionally(
        failure -> {
          firstFailure.completeExceptionally(failure);
          return null;
        });
    begun.add(done);
    return done;
  }

  /// Completes when all is done, or failed.
  CompletableFuture<Void> all() {
    return CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new));
  }

  /// Fails as soon as one fails; never completes otherwise.
  CompletableFuture<Void> firstFailure() {
    return firstFailure;
  }

  /// What lies under the wrappings of futures.
  static RuntimeException reason(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException known
        ? known
        : new LaunchFailure(cause.toString(), cause);
  }
}
