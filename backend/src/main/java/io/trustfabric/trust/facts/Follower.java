package io.trustfabric.trust.facts;

import java.util.Map;
import java.util.Set;

/// Makes facts and counts of the changes of one feature's records. Whatever it writes follows from
/// the lines alone and from nothing else, so that it can be made anew.
interface Follower {

  /// The kinds of records it wants to see, each with the fields it needs.
  Map<String, Set<String>> fields();

  /// Those of them that never change, so that nothing of them need be remembered.
  default Set<String> unchanging() {
    return Set.of();
  }

  void follow(SeenChange change, FactBook book);
}
