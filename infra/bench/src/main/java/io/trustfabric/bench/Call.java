package io.trustfabric.bench;

import java.io.IOException;

/// One request of a load, on the connection of one worker.
interface Call {

  /// @param number which request of the load it is
  /// @return whether it was answered as it should be
  boolean send(int number) throws IOException;
}
