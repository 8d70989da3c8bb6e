package io.trustfabric.local;

import java.io.PrintStream;

final class Demo {
  Demo(Settings settings, PrintStream out) {}

  void run(boolean live) {}
}
