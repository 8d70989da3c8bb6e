package io.trustfabric.local;

import java.nio.file.Path;

/// The Java that runs the launcher, which also runs its Java children.
final class Java {

  private Java() {}

  static String program() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
