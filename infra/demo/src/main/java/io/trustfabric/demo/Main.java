package io.trustfabric.demo;

import io.trustfabric.local.LaunchFailure;
import io.trustfabric.local.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `make demo`. Ends with 0 when all was sent, with 1 and one message when it could not be, with 2
/// when it was not understood.
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    var words = new ArrayList<>(List.of(arguments));
    var live = words.remove("--live");
    if (!words.isEmpty()) {
      System.err.println("usage: java -jar trust-fabric-demo.jar [--live]");
      System.exit(2);
    }
    try {
      var demo = new Demo(Settings.from(Path.of(""), System.getenv()), System.out);
      demo.run();
      demo.experiment();
      if (live) {
        demo.goOn();
      }
    } catch (LaunchFailure failure) {
      System.err.println();
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }
}
