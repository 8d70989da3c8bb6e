package io.trustfabric.record;

/// On whose behalf the running code acts.
///
/// @param author the account
/// @param serviceAccount true for a machine client, which is never a second person
/// @param owner subject of the person a service account belongs to; null when it has none
/// @param username the name the account signs in with; null where the token has none
/// @param email the account's address; null where the token has none
/// @param requestId identifies the request in ledger, logs and problems; null outside a request
/// @param clientAddress the caller's network address; null outside a request
public record Caller(
    Author author,
    boolean serviceAccount,
    String owner,
    String username,
    String email,
    String requestId,
    String clientAddress) {

  /// The product itself: schedules and startup.
  public static final Caller SYSTEM =
      new Caller(
          new Author("urn:trust-fabric", "system", "Trust Fabric"),
          true,
          null,
          null,
          null,
          null,
          null);

  /// The person answerable for what is done: a service account acts as its owner.
  public Author principal() {
    return owner == null ? author : new Author(author.issuer(), owner, author.name());
  }
}
