package io.trustfabric.trust.gate;

import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.Catalogs;
import io.trustfabric.compliance.evidence.ServedControl;
import io.trustfabric.monitoring.slos.SloDefinition;
import io.trustfabric.quality.datasets.GoldenDataset;
import io.trustfabric.quality.regression.RegressionTestResult;
import io.trustfabric.record.Approval;
import io.trustfabric.record.Approvals;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/// Takes proposals for the policy.
@ApplicationScoped
public class GatePolicies {

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Approvals approvals;
  private final Catalogs catalogs;

  GatePolicies(Approvals approvals, Catalogs catalogs) {
    this.approvals = approvals;
    this.catalogs = catalogs;
  }

  /// Asks for a second person; until that one agrees the policy in force stays. A proposal that
  /// still waits gives way.
  ///
  /// @throws Invalid naming everything that cannot be demanded
  @Transactional
  Approval propose(GatePolicyReport report) {
    check(report);
    approvals.expireOverdue();
    GatePolicy.proposed().ifPresent(former -> approvals.close(GatePolicyApproval.ACTION, former));
    var number = GatePolicy.inForce().map(GatePolicy::number).orElse(0L);
    var policy = new GatePolicy(number, report.datasets(), report.driftRecency());
    policy.suites = report.suites();
    policy.sloIds = report.slos();
    policy.controls = report.evidence().stream().map(GatePolicies::key).toList();
    policy.reason = report.reason();
    policy.persistAndFlush();
    return approvals.request(
        GatePolicyApproval.ACTION, policy, GatePolicyApproval.payload(policy), report.reason());
  }

  /// What cannot be met by anybody is refused: it would be found out at the first release only.
  private void check(GatePolicyReport report) {
    var errors = new ArrayList<Invalid.Field>();
    each(
        report.datasets(),
        "/datasets/%d/name",
        RequiredDataset::name,
        dataset -> GoldenDataset.count("name", dataset.name()) > 0,
        "there is no such golden dataset",
        errors);
    each(
        report.suites(),
        "/suites/%d",
        one -> one,
        suite -> RegressionTestResult.find("testSuite", suite).firstResult() != null,
        "there is no such test suite",
        errors);
    each(
        report.slos(),
        "/slos/%d",
        one -> one,
        GatePolicies::isPromised,
        "there is no such SLO, or it is retired",
        errors);
    each(
        report.evidence(),
        "/evidence/%d/controlId",
        GatePolicies::key,
        served -> catalogs.control(key(served)).filter(CatalogControl::isServed).isPresent(),
        "there is no such control that evidence can serve",
        errors);
    var recency = report.driftRecency();
    if (recency.compareTo(SHORTEST) < 0
        || recency.compareTo(LONGEST) > 0
        || recency.getNano() != 0) {
      errors.add(
          new Invalid.Field(
              "/driftRecency", "must be whole seconds, from PT1H to P366D (PT8784H)"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private static <T> void each(
      List<T> all,
      String pointer,
      Function<T, Object> identity,
      Predicate<T> isThere,
      String missing,
      List<Invalid.Field> errors) {
    var seen = new HashSet<Object>();
    for (int i = 0; i < all.size(); i++) {
      if (!seen.add(identity.apply(all.get(i)))) {
        errors.add(new Invalid.Field(pointer.formatted(i), "is there twice"));
      } else if (!isThere.test(all.get(i))) {
        errors.add(new Invalid.Field(pointer.formatted(i), missing));
      }
    }
  }

  private static boolean isPromised(UUID id) {
    SloDefinition definition = SloDefinition.findById(id);
    return definition != null && !definition.isRetired();
  }

  private static String key(ServedControl served) {
    return CatalogControl.key(served.framework(), served.controlId());
  }
}
