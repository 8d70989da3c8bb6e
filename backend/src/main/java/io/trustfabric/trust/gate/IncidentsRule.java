package io.trustfabric.trust.gate;

import io.trustfabric.modelops.registry.GateAnswer.GateFinding;
import io.trustfabric.modelops.registry.GateAnswer.GateLink;
import io.trustfabric.modelops.registry.GateRule;
import io.trustfabric.monitoring.slos.SloDefinition;
import io.trustfabric.security.incidents.Incident;
import io.trustfabric.security.incidents.IncidentSeverity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Nothing of severity sev1 or sev2 is going on at the version's services: those of the required
/// service levels, what the tag `service` of the version or its model names, and the model itself
/// by its name.
@ApplicationScoped
class IncidentsRule implements ReleaseRule {

  private static final String TAG = "service";

  @Override
  public GateRule rule() {
    return GateRule.INCIDENTS;
  }

  @Override
  public List<GateFinding> judge(Candidate candidate) {
    var services = services(candidate);
    var open = grave();
    return services.stream().map(service -> judge(service, open)).toList();
  }

  private static GateFinding judge(String service, List<Incident> open) {
    var concerned =
        open.stream()
            .filter(one -> service.equals(one.service) || one.affectedServices.contains(service))
            .toList();
    return ReleaseRule.found(
        service,
        concerned.isEmpty(),
        concerned.isEmpty()
            ? "has no open sev1 or sev2 incident"
            : "has %d open incidents of sev1 or sev2".formatted(concerned.size()),
        Map.of(
            "open",
            concerned.size(),
            "severities",
            concerned.stream()
                .map(one -> one.severity().name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList()),
        concerned.stream()
            .map(one -> GateLink.of("incident", one.id, "/api/security/incidents"))
            .toList());
  }

  private static SortedSet<String> services(Candidate candidate) {
    var services = new TreeSet<String>();
    services.add(candidate.version().name());
    for (var tags : List.of(candidate.version().tags(), candidate.model().tags)) {
      if (tags.get(TAG) instanceof String service) {
        services.add(service);
      }
    }
    SloDefinition.<SloDefinition>list("id in ?1", candidate.policy().sloIds)
        .forEach(slo -> services.add(slo.service));
    return services;
  }

  private static List<Incident> grave() {
    return Incident.list(
        "isOpen = true and severity in (?1, ?2) order by clock.detectedAt, id",
        IncidentSeverity.SEV1,
        IncidentSeverity.SEV2);
  }
}
