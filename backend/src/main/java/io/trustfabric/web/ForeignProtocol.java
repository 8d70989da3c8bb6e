package io.trustfabric.web;

import io.trustfabric.web.Problem.Kind;

/// A protocol that is not ours: on its paths problems are told as its clients know them.
public interface ForeignProtocol {

  /// Whether a path is one of the protocol's.
  boolean has(String path);

  /// What stands for the problem there, as JSON; with the problem's status.
  Record say(Kind kind, Problem problem);
}
