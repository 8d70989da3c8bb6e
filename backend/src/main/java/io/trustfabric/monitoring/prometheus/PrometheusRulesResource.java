package io.trustfabric.monitoring.prometheus;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.monitoring.slos.SloDefinition;
import io.trustfabric.monitoring.slos.SloSelection;
import io.trustfabric.monitoring.slos.SloSource;
import io.trustfabric.monitoring.yaml.YamlWriter;
import io.trustfabric.record.Invalid;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// SLOs as rules for Prometheus.
@Path("/api/monitoring/slos/prometheus-rules")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class PrometheusRulesResource {

  @GET
  @Produces(YamlWriter.MEDIA_TYPE)
  @Operation(
      operationId = "exportPrometheusRules",
      summary =
          "Recording and alerting rules of the SLOs that are read from Prometheus: those named, or all"
              + " that are not retired")
  public RestResponse<String> export(@BeanParam SloSelection selection) {
    var rules = PrometheusRules.of(fromPrometheus(selection));
    return ResponseBuilder.ok(YamlWriter.write(List.of(rules)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static List<SloDefinition> fromPrometheus(SloSelection selection) {
    var chosen = selection.definitions();
    if (selection.namesIds()) {
      for (var slo : chosen) {
        if (slo.source != SloSource.PROMETHEUS) {
          throw Invalid.field("?id", "the SLO %s is not read from Prometheus".formatted(slo.id));
        }
      }
    }
    return chosen.stream().filter(slo -> slo.source == SloSource.PROMETHEUS).toList();
  }
}
