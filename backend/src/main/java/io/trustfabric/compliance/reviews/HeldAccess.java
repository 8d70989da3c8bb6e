package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Canonical;
import io.trustfabric.record.ChangeCapture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// One account of a population, and what it may do.
///
/// @param issuer with subject: the account at its identity provider
/// @param owner the person who answers for it, by subject, user name or e-mail
/// @param name what it is called: a person's name, a key's, a role's
/// @param peerGroup those with whom it is compared, such as a team
/// @param permissions in order, each once
/// @param lastUsedAt null where that is unknown
record HeldAccess(
    String issuer,
    String subject,
    String email,
    String username,
    String owner,
    String name,
    String peerGroup,
    List<String> permissions,
    Instant lastUsedAt) {

  HeldAccess {
    permissions = List.copyOf(new TreeSet<>(permissions));
  }

  /// Accounts in byte order of their canonical JSON, and SHA-256 over that, a line feed after each.
  ///
  /// @param sha256 lower-case hex
  record Population(List<HeldAccess> accounts, String sha256) {

    static Population of(List<HeldAccess> accounts) {
      var lines = new ArrayList<Line>();
      accounts.forEach(account -> lines.add(new Line(account, account.line())));
      lines.sort(Comparator.comparing(Line::bytes, Arrays::compareUnsigned));
      return new Population(
          lines.stream().map(Line::account).toList(),
          Canonical.sha256Hex(lines.stream().map(Line::bytes).toArray(byte[][]::new)));
    }
  }

  private record Line(HeldAccess account, byte[] bytes) {}

  /// By what the same account is found in another snapshot.
  Set<String> keys() {
    return keys(issuer, subject, email, username, owner, name);
  }

  /// Its identity at the provider, its user name and e-mail; where it has none of these, as keys
  /// and roles often have not, its owner and name.
  static Set<String> keys(
      String issuer, String subject, String email, String username, String owner, String name) {
    var keys = new TreeSet<String>();
    if (subject != null) {
      keys.add("subject\n" + issuer + "\n" + subject);
    }
    if (username != null) {
      keys.add("username\n" + username.toLowerCase(Locale.ROOT));
    }
    if (email != null) {
      keys.add("email\n" + email.toLowerCase(Locale.ROOT));
    }
    if (keys.isEmpty() && name != null) {
      keys.add("name\n" + name + (owner == null ? "" : "\n" + owner));
    }
    return keys;
  }

  /// Canonical JSON of what there is, and a line feed.
  private byte[] line() {
    var fields = new LinkedHashMap<String, Object>();
    put(fields, "issuer", issuer);
    put(fields, "subject", subject);
    put(fields, "email", email);
    put(fields, "username", username);
    put(fields, "owner", owner);
    put(fields, "name", name);
    put(fields, "peerGroup", peerGroup);
    put(fields, "currentPermissions", permissions);
    put(fields, "lastUsedAt", lastUsedAt);
    var json = Canonical.bytes(ChangeCapture.json(fields));
    var line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  private static void put(LinkedHashMap<String, Object> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
