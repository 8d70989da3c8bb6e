package io.trustfabric.local;

/// A reason to give up that the person at the terminal can act on. Its message is printed as it is,
/// without a stack trace.
public final class LaunchFailure extends RuntimeException {

  public LaunchFailure(String message) {
    super(message);
  }

  public LaunchFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
