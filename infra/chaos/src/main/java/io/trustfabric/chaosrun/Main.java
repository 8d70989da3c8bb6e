package io.trustfabric.chaosrun;

import io.trustfabric.local.LaunchFailure;
import java.nio.file.Path;

/// `make chaos`. Ends with 0 when every experiment passed, with 1 when one did not or could not be
/// run, with 2 when it was not understood.
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length > 1) {
      System.err.println("usage: java -jar trust-fabric-chaos.jar [experiment]");
      System.exit(2);
    }
    try {
      var chosen = arguments.length == 0 ? "" : arguments[0];
      System.exit(new ChaosRun(Path.of(""), System.getenv(), chosen, System.out).run() ? 0 : 1);
    } catch (LaunchFailure failure) {
      System.err.println();
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }
}
