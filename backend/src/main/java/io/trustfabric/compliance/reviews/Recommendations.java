package io.trustfabric.compliance.reviews;

import jakarta.enterprise.context.ApplicationScoped;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Recommends what to do with each account of a population, with reasons. A person decides.
///
/// *More rights than peers*: an account's peers are the others of its `peerGroup` in the same
/// population (those that name none are one group). With at least four peers, it is flagged when it
/// holds at least two permissions more than their median and more than one and a half times as
/// many; named are those of its permissions that fewer than half of its peers hold.
@ApplicationScoped
public class Recommendations {

  private static final int FEWEST_PEERS = 4;
  private static final int MORE_AT_LEAST = 2;
  private static final double MORE_TIMES = 1.5;

  private final Duration unusedFor;
  private final List<List<String>> conflicts;

  Recommendations(ReviewsConfig config) {
    this.unusedFor = Duration.ofDays(config.unusedDays());
    this.conflicts = config.conflicts().stream().map(Recommendations::pair).toList();
  }

  private static List<String> pair(String configured) {
    var pair = Arrays.stream(configured.split("\\+")).map(String::strip).toList();
    if (pair.size() != 2 || pair.contains("")) {
      throw new IllegalArgumentException(
          "trust-fabric.reviews.conflicts holds '%s', which is not one+other"
              .formatted(configured));
    }
    return pair;
  }

  /// Accounts of one group, counted once for all of them.
  ///
  /// @param sizes how many permissions each holds, ascending
  /// @param holders how many hold each permission
  private record Peers(int[] sizes, Map<String, Integer> holders) {

    static Peers of(List<HeldAccess> accounts) {
      var holders = new HashMap<String, Integer>();
      accounts.forEach(a -> a.permissions().forEach(p -> holders.merge(p, 1, Integer::sum)));
      return new Peers(
          accounts.stream().mapToInt(a -> a.permissions().size()).sorted().toArray(), holders);
    }

    /// Without one account that is among them, which may be any of its size.
    double medianWithout(int size) {
      var others = new int[sizes.length - 1];
      var at = Arrays.binarySearch(sizes, size);
      System.arraycopy(sizes, 0, others, 0, at);
      System.arraycopy(sizes, at + 1, others, at, sizes.length - at - 1);
      var middle = others.length / 2;
      return others.length % 2 == 1 ? others[middle] : (others[middle - 1] + others[middle]) / 2.0;
    }
  }

  /// Writes into each item what is recommended and why.
  ///
  /// @param items of the accounts, in the same order
  void recommend(List<HeldAccess> accounts, List<AccessReviewItem> items, Instant now) {
    var groups = new HashMap<String, List<HeldAccess>>();
    accounts.forEach(a -> groups.computeIfAbsent(group(a), g -> new ArrayList<>()).add(a));
    var peers = new HashMap<String, Peers>();
    groups.forEach((group, members) -> peers.put(group, Peers.of(members)));
    for (int i = 0; i < accounts.size(); i++) {
      var account = accounts.get(i);
      var reasons = new TreeMap<RecommendationRule, Map<String, Object>>();
      unused(account, now, reasons);
      unresolved(items.get(i), reasons);
      conflicting(account, reasons);
      moreThanPeers(account, peers.get(group(account)), reasons);
      items.get(i).recommendation = recommendation(reasons.keySet());
      var stored = new LinkedHashMap<String, Object>();
      reasons.forEach((rule, reason) -> stored.put(rule.name().toLowerCase(Locale.ROOT), reason));
      items.get(i).recommendationReasons = stored;
    }
  }

  private static String group(HeldAccess account) {
    return Objects.requireNonNullElse(account.peerGroup(), "");
  }

  private static AccessDecision recommendation(Set<RecommendationRule> broken) {
    if (broken.contains(RecommendationRule.UNUSED)
        || broken.contains(RecommendationRule.IDENTITY_UNRESOLVED)) {
      return AccessDecision.REVOKE;
    }
    return broken.isEmpty() ? AccessDecision.KEEP : AccessDecision.MODIFY;
  }

  private void unused(
      HeldAccess account, Instant now, Map<RecommendationRule, Map<String, Object>> reasons) {
    var last = account.lastUsedAt();
    if (last != null && last.isBefore(now.minus(unusedFor))) {
      reasons.put(
          RecommendationRule.UNUSED,
          reason(
              "not used for %d days".formatted(Duration.between(last, now).toDays()), List.of()));
    }
  }

  private static void unresolved(
      AccessReviewItem item, Map<RecommendationRule, Map<String, Object>> reasons) {
    if (item.isIdentityUnresolved()) {
      reasons.put(
          RecommendationRule.IDENTITY_UNRESOLVED,
          reason("nobody can be named who stands behind it", List.of()));
    }
  }

  private void conflicting(
      HeldAccess account, Map<RecommendationRule, Map<String, Object>> reasons) {
    var held = conflicts.stream().filter(account.permissions()::containsAll).toList();
    if (!held.isEmpty()) {
      var spoken = held.stream().map(pair -> String.join(" and ", pair)).toList();
      reasons.put(
          RecommendationRule.CONFLICT_OF_DUTIES,
          reason(
              "must not be held together: " + String.join("; ", spoken),
              held.stream().flatMap(List::stream).distinct().sorted().toList()));
    }
  }

  private static void moreThanPeers(
      HeldAccess account, Peers group, Map<RecommendationRule, Map<String, Object>> reasons) {
    var peers = group.sizes().length - 1;
    var size = account.permissions().size();
    if (peers < FEWEST_PEERS) {
      return;
    }
    var median = group.medianWithout(size);
    if (size < median + MORE_AT_LEAST || size <= median * MORE_TIMES) {
      return;
    }
    var unusual =
        account.permissions().stream()
            .filter(permission -> (group.holders().get(permission) - 1) * 2 < peers)
            .toList();
    reasons.put(
        RecommendationRule.MORE_RIGHTS_THAN_PEERS,
        reason(
            "holds %d permissions, the median of its %d peers is %s"
                .formatted(
                    size,
                    peers,
                    new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(median)),
            unusual));
  }

  private static Map<String, Object> reason(String explanation, List<String> permissions) {
    return Map.of("explanation", explanation, "permissions", permissions);
  }
}
