package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Invalid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// One account and what it may do, as the caller says.
///
/// @param issuer with subject: the account at its identity provider
/// @param owner the person who answers for it, by subject, user name or e-mail
/// @param name what it is called: a person's name, a key's, a role's
/// @param peerGroup those with whom it is compared, such as a team; all that name none are one
///   group
/// @param lastUsedAt leave it out where it is unknown: that is not held against an account
public record HeldAccessReport(
    @Size(max = 500) String issuer,
    @Size(max = 300) String subject,
    @Size(max = 300) String email,
    @Size(max = 300) String username,
    @Size(max = 300) String owner,
    @Size(max = 300) String name,
    @Size(max = 200) String peerGroup,
    @NotNull @Size(max = 500) List<@NotBlank @Size(max = 300) String> currentPermissions,
    @PastOrPresent Instant lastUsedAt) {

  /// The accounts that many reports are.
  ///
  /// @throws Invalid naming each that is half an identity or there twice
  static List<HeldAccess> all(List<HeldAccessReport> reports) {
    var errors = new ArrayList<Invalid.Field>();
    var accounts = new ArrayList<HeldAccess>();
    var seen = new HashMap<List<String>, Integer>();
    for (int i = 0; i < reports.size(); i++) {
      var account = reports.get(i).toAccess();
      accounts.add(account);
      if ((account.issuer() == null) != (account.subject() == null)) {
        errors.add(
            new Invalid.Field(
                "/items/%d/%s".formatted(i, account.issuer() == null ? "issuer" : "subject"),
                "is required: issuer and subject go together"));
      }
      var first = seen.putIfAbsent(identity(account), i);
      if (first != null) {
        errors.add(new Invalid.Field("/items/" + i, "is the same account as /items/" + first));
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return accounts;
  }

  private HeldAccess toAccess() {
    return new HeldAccess(
        orNull(issuer),
        orNull(subject),
        orNull(email),
        orNull(username),
        orNull(owner),
        orNull(name),
        orNull(peerGroup),
        currentPermissions,
        lastUsedAt);
  }

  /// The provider's own identity where there is one, else all names; what has none is told apart by
  /// what it may do. One account may have several keys, which have names.
  private static List<String> identity(HeldAccess account) {
    var names = new ArrayList<String>();
    names.add(account.name());
    if (account.subject() != null) {
      names.add(account.issuer());
      names.add(account.subject());
      return names;
    }
    names.add(lower(account.username()));
    names.add(lower(account.email()));
    names.add(lower(account.owner()));
    if (names.stream().allMatch(Objects::isNull)) {
      names.addAll(account.permissions());
    }
    return names;
  }

  private static String lower(String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private static String orNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /// The accounts that are said; null where they are to be read from Keycloak.
  ///
  /// @throws Invalid where there should be some and are none, or the other way round
  static List<HeldAccess> given(PopulationSource source, List<HeldAccessReport> items) {
    if (source == PopulationSource.KEYCLOAK) {
      if (items != null) {
        throw Invalid.field("/items", "are not taken where they are read from Keycloak");
      }
      return null;
    }
    if (items == null || items.isEmpty()) {
      throw Invalid.field("/items", "must not be empty");
    }
    return all(items);
  }
}
