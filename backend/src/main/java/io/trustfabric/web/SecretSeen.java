package io.trustfabric.web;

import java.util.List;

/// A request's body held what looks like a secret's value. Fired while the body is read, whatever
/// becomes of the request: an observer must not take part in its transaction, and must not fail.
///
/// @param path without the query
/// @param pointers where in the body, as JSON pointers; never the value itself
public record SecretSeen(String method, String path, List<String> pointers) {

  public SecretSeen {
    pointers = List.copyOf(pointers);
  }
}
