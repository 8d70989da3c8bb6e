package io.trustfabric.compliance.oscal;

import static io.trustfabric.compliance.oscal.OscalParts.label;
import static io.trustfabric.compliance.oscal.OscalParts.prop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trustfabric.compliance.catalogs.Catalog;
import io.trustfabric.compliance.coverage.ControlState;
import io.trustfabric.compliance.coverage.Standing;
import io.trustfabric.compliance.evidence.EvidenceRevision;
import io.trustfabric.compliance.evidence.RevisionContent;
import io.trustfabric.record.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// How a framework's controls stand at one time, as OSCAL assessment results: an observation for
/// each piece of approved evidence in date, a finding for each control that applies. The same time
/// and records give the same bytes.
@ApplicationScoped
public class OscalResults {

  /// So much evidence is put into one document, which is made in memory.
  private static final int MOST_EVIDENCE = 2_000;

  private static final List<String> ROLES = List.of("submitter", "approver");

  /// @param places where what it refers to lies
  /// @throws Conflict when there is more evidence than one document takes
  public JsonNode of(Catalog catalog, Instant at, List<Standing> standings, OscalPlaces places) {
    var evidence = evidence(standings);
    var document = JsonNodeFactory.instance.objectNode();
    var results = document.putObject("assessment-results");
    var name = catalog.framework().stored() + "/" + at;
    results.put("uuid", OscalIds.of("assessment-results", name));
    var metadata =
        OscalParts.metadata(results, "Assessment results: " + OscalParts.name(catalog), at, "1");
    ROLES.forEach(
        role -> metadata.withArray("roles").addObject().put("id", role).put("title", role));
    results.putObject("import-ap").put("href", places.plan(catalog));
    var result = results.putArray("results").addObject();
    result
        .put("uuid", OscalIds.of("result", name))
        .put("title", "Controls and their evidence")
        .put("description", "What approved evidence in date showed at %s.".formatted(at))
        .put("start", at.toString())
        .put("end", at.toString());
    figures(result, standings);
    OscalParts.reviewedControls(result, standings);
    var observations = new OscalEvidence(results, result, places);
    evidence.forEach(revision -> observations.add(revision, RevisionContent.of(revision)));
    standings.stream().filter(Standing::applies).forEach(standing -> find(result, standing));
    OscalParts.controlsOf(results, catalog, places);
    return document;
  }

  private static List<EvidenceRevision> evidence(List<Standing> standings) {
    var evidence =
        standings.stream()
            .filter(Standing::applies)
            .flatMap(standing -> standing.covering().stream())
            .distinct()
            .sorted(
                Comparator.comparing((EvidenceRevision r) -> r.evidenceId.toString())
                    .thenComparing(r -> r.number))
            .toList();
    if (evidence.size() > MOST_EVIDENCE) {
      throw new Conflict(
          "There are %d pieces of evidence; one document takes %d."
              .formatted(evidence.size(), MOST_EVIDENCE));
    }
    return evidence;
  }

  private static void figures(ObjectNode result, List<Standing> standings) {
    var applicable = standings.stream().filter(Standing::applies).count();
    var covered = standings.stream().filter(s -> s.is(ControlState.COVERED)).count();
    prop(result, "controls-applicable", applicable);
    prop(result, "controls-covered", covered);
  }

  private static void find(ObjectNode result, Standing standing) {
    var control = standing.control();
    var isCovered = standing.is(ControlState.COVERED);
    var finding = result.withArray("findings").addObject();
    finding
        .put("uuid", OscalIds.of("finding", control.key()))
        .put("title", "%s: %s".formatted(control.id(), control.title()))
        .put(
            "description",
            isCovered
                ? "Approved evidence in date names it: %d.".formatted(standing.covering().size())
                : "No approved evidence in date names it.");
    label(finding, control.id());
    prop(finding, "control-token", control.token());
    if (standing.byRationale()) {
      prop(finding, "by-rationale", "true");
    }
    finding
        .putObject("target")
        .put("type", "objective-id")
        .put("target-id", OscalCatalog.objective(control))
        .putObject("status")
        .put("state", isCovered ? "satisfied" : "not-satisfied");
    standing.covering().stream()
        .map(OscalEvidence::id)
        .sorted()
        .forEach(
            id ->
                finding.withArray("related-observations").addObject().put("observation-uuid", id));
  }
}
