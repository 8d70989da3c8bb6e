package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Caller;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/// Whether an item is the access of whoever decides. Nobody decides about their own.
enum OwnAccess {
  OWN,
  OTHERS,
  /// What is known of the item and what the caller's token says cannot be compared.
  UNKNOWN;

  static OwnAccess of(AccessReviewItem item, Caller caller) {
    var me = caller.author();
    var person = caller.principal();
    var myProvider = me.issuer().equals(item.issuer);
    if (myProvider && isAny(item.subject, me.subject(), person.subject())) {
      return OWN;
    }
    for (var known : Arrays.asList(item.username, item.email, item.owner)) {
      if (isAny(known, me.subject(), person.subject(), caller.username(), caller.email())) {
        return OWN;
      }
    }
    return item.isIdentityUnresolved() || isComparable(item, caller, myProvider) ? OTHERS : UNKNOWN;
  }

  /// Whether a difference means something: the provider's own identity always, names where the
  /// token has one of the same kind.
  private static boolean isComparable(AccessReviewItem item, Caller caller, boolean myProvider) {
    var namesNone = item.username == null && item.email == null && item.owner == null;
    return item.subject != null && (myProvider || namesNone)
        || item.username != null && caller.username() != null
        || item.email != null && caller.email() != null
        || item.owner != null && (caller.email() != null || !item.owner.contains("@"));
  }

  private static boolean isAny(String known, String... mine) {
    return known != null
        && Stream.of(mine).filter(Objects::nonNull).anyMatch(known::equalsIgnoreCase);
  }
}
