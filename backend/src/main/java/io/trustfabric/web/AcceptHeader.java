package io.trustfabric.web;

import io.trustfabric.web.Problem.Kind;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses an `Accept` that is none before anything is done: found out when the answer is written,
/// it would fail a change that has happened.
public class AcceptHeader {

  @ServerRequestFilter(preMatching = true)
  public void check(ContainerRequestContext request) {
    var header = request.getHeaderString(HttpHeaders.ACCEPT);
    if (header == null) {
      return;
    }
    try {
      for (var range : header.split(",", -1)) {
        MediaType.valueOf(range.strip());
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.of(Kind.NOT_ACCEPTABLE, "The Accept header names no media type.");
    }
  }
}
