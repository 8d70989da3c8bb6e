package io.trustfabric.compliance.oscal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.compliance.catalogs.Catalog;
import io.trustfabric.compliance.catalogs.ComplianceControl;
import io.trustfabric.compliance.catalogs.ComplianceScope;
import io.trustfabric.compliance.coverage.Standing;
import io.trustfabric.record.Canonical;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// What is assessed and how, as the smallest OSCAL assessment plan: the controls that apply today,
/// those that do not with their reasons, and the method.
public final class OscalPlan {

  private OscalPlan() {}

  /// @param places where what it refers to lies
  public static JsonNode of(
      Catalog catalog, ComplianceScope scope, List<Standing> standings, OscalPlaces places) {
    var document = JsonNodeFactory.instance.objectNode();
    var plan = document.putObject("assessment-plan");
    plan.put("uuid", "");
    OscalParts.metadata(
        plan,
        "Assessment plan: " + OscalParts.name(catalog),
        modified(catalog, scope, standings),
        "1");
    var system = OscalIds.of("system", "ai-accountant");
    plan.putObject("import-ssp").put("href", "#" + system);
    OscalParts.reviewedControls(plan, standings);
    plan.withObject("/reviewed-controls")
        .put(
            "description",
            "Continuously, from records: a control is satisfied while evidence that names it is approved by a second"
                + " person and in date.");
    OscalParts.controlsOf(plan, catalog, places);
    OscalParts.resource(plan, system, "The AI accountant and the systems around it")
        .put(
            "description",
            "There is no system security plan in OSCAL. What is assessed is the AI accountant, as the records of"
                + " this Trust Fabric tell of it.");
    plan.put(
        "uuid", OscalIds.of("assessment-plan", Canonical.sha256Hex(Canonical.bytes(document))));
    return document;
  }

  /// When what it rests on was last changed.
  private static Instant modified(
      Catalog catalog, ComplianceScope scope, List<Standing> standings) {
    return Stream.concat(
            Stream.of(catalog.dataDate().atStartOfDay().toInstant(ZoneOffset.UTC)),
            Stream.concat(
                    Stream.of(scope).map(s -> s.updatedAt),
                    standings.stream()
                        .map(Standing::said)
                        .map((ComplianceControl c) -> c.updatedAt))
                .filter(at -> at != null))
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
