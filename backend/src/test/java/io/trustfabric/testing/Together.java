package io.trustfabric.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Lets threads start at the same moment.
public final class Together {

  private Together() {}

  /// @param work what the i-th thread does
  /// @return what each of them got, in order
  public static <T> List<T> run(int threads, IntFunction<T> work) {
    return run(
        IntStream.range(0, threads).<Callable<T>>mapToObj(i -> () -> work.apply(i)).toList());
  }

  public static <T> List<T> run(List<Callable<T>> work) {
    if (work.isEmpty()) {
      return List.of();
    }
    var start = new CyclicBarrier(work.size());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          work.stream()
              .map(
                  one ->
                      executor.submit(
                          () -> {
                            start.await();
                            return one.call();
                          }))
              .toList();
      var results = new ArrayList<T>();
      for (var one : running) {
        results.add(one.get(300, TimeUnit.SECONDS));
      }
      return results;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
