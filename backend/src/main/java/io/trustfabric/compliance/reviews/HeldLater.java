package io.trustfabric.compliance.reviews;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a later snapshot holds, to find reviewed accounts in. Whatever may be the same account
/// counts as it: a revocation is not proved while something by the same name still holds it.
final class HeldLater {

  private final Map<String, List<HeldAccess>> byKey = new HashMap<>();

  HeldLater(List<HeldAccess> accounts) {
    accounts.forEach(
        account ->
            account
                .keys()
                .forEach(key -> byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(account)));
  }

  /// Whether an item is still as it was, as far as one can tell. What cannot be found by anything
  /// counts as held.
  boolean holds(AccessReviewItem item) {
    var keys = item.keys();
    if (keys.isEmpty()) {
      return true;
    }
    var same = new LinkedHashSet<HeldAccess>();
    keys.forEach(key -> same.addAll(byKey.getOrDefault(key, List.of())));
    if (same.isEmpty()) {
      return false;
    }
    var held = new TreeSet<String>();
    same.forEach(account -> held.addAll(account.permissions()));
    return item.decision() == AccessDecision.REVOKE
        ? item.currentPermissions.isEmpty() || holdsAny(held, item.toRemove())
        : !isModified(item, held);
  }

  private static boolean isModified(AccessReviewItem item, Set<String> held) {
    return item.newPermissions() == null
        ? !held.equals(Set.copyOf(item.currentPermissions))
        : !holdsAny(held, item.toRemove()) && held.containsAll(item.newPermissions());
  }

  private static boolean holdsAny(Set<String> held, Set<String> gone) {
    return gone.stream().anyMatch(held::contains);
  }
}
