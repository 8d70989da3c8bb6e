package io.trustfabric.chaosrun.experiments;

import static io.trustfabric.chaosrun.experiments.Plan.Claim.errors;
import static io.trustfabric.chaosrun.experiments.Plan.Claim.latency;
import static io.trustfabric.chaosrun.experiments.Plan.Claim.reported;

import io.trustfabric.chaosrun.experiments.Plan.Bounds;
import io.trustfabric.chaosrun.net.FaultProxy;
import io.trustfabric.chaosrun.net.SignedToken;
import io.trustfabric.chaosrun.stack.Fabric;
import io.trustfabric.chaosrun.stack.Identity;
import io.trustfabric.chaosrun.stack.Waiting;
import io.trustfabric.local.HttpJson;
import io.trustfabric.local.LaunchFailure;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Keycloak cannot be reached from the backends. Who has a token goes on working; who comes with
/// one that only Keycloak could vouch for is told so; and what Keycloak logged meanwhile is a
/// security event afterwards, each once.
public final class ConnectorOutage implements Experiment {

  private static final String EVENTS = "sign-in failures lost or taken twice";
  private static final String UNCLEAR = "tokens nobody can vouch for that get no clear answer";
  private static final String REFUSED = "fresh tokens that are refused";

  private static final String CUT = "swallow all that goes to Keycloak";
  private static final String FAIL = "fail to sign in at Keycloak";
  private static final String JOIN = "let it through to Keycloak";

  private static final int BEFORE = 3;
  private static final int MEANWHILE = 5;

  private final Fabric target;
  private final Identity identity;
  private final LedgerChecks database;
  private final PrivateKey strange;
  private long takenBefore;

  public ConnectorOutage(Fabric target, Identity identity) {
    this.target = target;
    this.identity = identity;
    this.database = new LedgerChecks(target);
    try {
      this.strange = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    } catch (java.security.GeneralSecurityException e) {
      throw new LaunchFailure("No key can be made.", e);
    }
  }

  @Override
  public String id() {
    return "connector_outage";
  }

  @Override
  public Plan plan() {
    return new Plan(
        "Keycloak cannot be reached",
        "connector_outage",
        "network between backend and Keycloak",
        "Tokens that are issued go on working, others are refused clearly, and no event is lost",
        List.of(
            errors(0.01),
            latency(1_000),
            reported(EVENTS, Bounds.NONE_AT_ALL, null),
            reported(UNCLEAR, Bounds.NONE_AT_ALL, Bounds.NONE_AT_ALL),
            reported(REFUSED, Bounds.NONE_AT_ALL, null)),
        List.of(CUT, FAIL),
        List.of(JOIN),
        Duration.ofSeconds(5));
  }

  @Override
  public void before(Trial trial) throws Exception {
    var start = taken();
    fail(BEFORE);
    trial.before(EVENTS, awaitTaken(start + BEFORE, Duration.ofSeconds(40)));
    takenBefore = start + BEFORE;
    trial.before(UNCLEAR, unclear());
    trial.before(REFUSED, refused());
  }

  @Override
  public void inject(Trial trial) throws Exception {
    FaultProxy network = identity.network();
    trial.undoBy(JOIN, network::heal);
    trial.step(CUT, network::swallow);
  }

  @Override
  public Duration hold() {
    return Duration.ofSeconds(12);
  }

  @Override
  public void during(Trial trial) throws Exception {
    trial.step(FAIL, () -> fail(MEANWHILE));
    trial.during(UNCLEAR, unclear());
  }

  @Override
  public void after(Trial trial) throws Exception {
    trial.after(EVENTS, awaitTaken(takenBefore + MEANWHILE, Duration.ofSeconds(60)));
    trial.after(UNCLEAR, unclear());
    trial.after(REFUSED, refused());
    trial.note("%d sign-in failures of the outage are security events".formatted(MEANWHILE));
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      identity.failSignIn("data-checker");
    }
  }

  private long taken() throws SQLException {
    return database.number("SELECT count(*) FROM identity_events_taken WHERE stream = 'sign_in'");
  }

  /// @return how far from it it stays
  private double awaitTaken(long expected, Duration limit) throws SQLException {
    Waiting.within(limit, () -> taken() == expected);
    return Math.abs(taken() - expected);
  }

  /// What a token says whose key is unknown: that it is not valid, or that nobody can tell now.
  private double unclear() {
    int unclear = 0;
    for (var api : target.apis()) {
      var token =
          SignedToken.of(strange, "strange", identity.issuer(), "stranger", List.of("viewer"));
      var answer = me(api, token);
      if ((answer.status() != 401 && answer.status() != 503)
          || answer.body().path("title").textValue() == null) {
        unclear++;
      }
    }
    return unclear;
  }

  private double refused() {
    int refused = 0;
    for (var api : target.apis()) {
      refused += me(api, target.token("engineering-desk")).status() == 200 ? 0 : 1;
    }
    return refused;
  }

  private static HttpJson.Answer me(URI api, String token) {
    return HttpJson.send(
        HttpRequest.newBuilder(api.resolve("/api/me")).header("Authorization", "Bearer " + token));
  }
}
