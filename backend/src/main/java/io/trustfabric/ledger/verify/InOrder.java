package io.trustfabric.ledger.verify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/// Works on several pieces at once and takes the outcomes in the order of the pieces. Few are
/// ahead, so memory does not grow with their number.
///
/// @param <P> a piece
/// @param <R> what comes of it
final class InOrder<P, R> {

  private static final int AHEAD = 6;

  private final Executor workers;
  private final Function<P, R> work;
  private final Consumer<R> take;
  private final Deque<CompletableFuture<R>> underWay = new ArrayDeque<>();

  InOrder(Executor workers, Function<P, R> work, Consumer<R> take) {
    this.workers = workers;
    this.work = work;
    this.take = take;
  }

  void add(P piece) {
    underWay.add(CompletableFuture.supplyAsync(() -> work.apply(piece), workers));
    if (underWay.size() > AHEAD) {
      takeOne();
    }
  }

  void finish() {
    while (!underWay.isEmpty()) {
      takeOne();
    }
  }

  private void takeOne() {
    R outcome;
    try {
      outcome = underWay.removeFirst().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    take.accept(outcome);
  }
}
