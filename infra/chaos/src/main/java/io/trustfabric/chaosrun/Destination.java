package io.trustfabric.chaosrun;

import io.trustfabric.chaosrun.report.Reporter;
import io.trustfabric.chaosrun.stack.Fabric;
import io.trustfabric.chaosrun.stack.Identity;
import io.trustfabric.local.HttpJson;
import io.trustfabric.local.LaunchFailure;
import java.net.URI;
import java.util.Map;

/// Where results go: to the product under test, or to the one that the environment names, where
/// they are still there afterwards.
record Destination(Map<String, String> environment) {

  static final String API = "TRUST_FABRIC_API";
  static final String ISSUER = "TRUST_FABRIC_ISSUER";
  static final String SECRET = "TRUST_FABRIC_CHAOS_SECRET";

  private static final String CLIENT = "chaos-reporter";

  /// @throws LaunchFailure when some of the variables are given and others are not
  Reporter reporter(Fabric fabric, Identity identity) {
    var api = environment.getOrDefault(API, "");
    var issuer = environment.getOrDefault(ISSUER, "");
    var secret = environment.getOrDefault(SECRET, "");
    if (api.isBlank() && issuer.isBlank() && secret.isBlank()) {
      return new Reporter(fabric.apis().getFirst(), () -> identity.token(CLIENT), "chaos");
    }
    if (api.isBlank() || issuer.isBlank() || secret.isBlank()) {
      throw new LaunchFailure(
          "To record elsewhere all of %s, %s and %s are needed.".formatted(API, ISSUER, SECRET));
    }
    var form =
        Map.of("grant_type", "client_credentials", "client_id", CLIENT, "client_secret", secret);
    return new Reporter(URI.create(api), () -> HttpJson.token(issuer, form), "chaos");
  }
}
