package io.trustfabric.chaosrun.experiments;

import io.trustfabric.chaosrun.stack.BackendNode;
import java.io.IOException;
import java.net.URI;

/// A process's own figures, as Prometheus reads them.
record Metrics(String page) {

  static Metrics of(URI management) throws IOException, InterruptedException {
    return new Metrics(BackendNode.get(management, "/q/metrics").text());
  }

  /// The first value of a metric without regard to its labels.
  ///
  /// @throws IllegalArgumentException when there is none of this name
  double value(String name) {
    return page.lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no metric " + name));
  }
}
