package io.trustfabric.compliance.drafts;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What evidence the product drafts by itself.
@Path("/api/compliance/evidence-rules")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class EvidenceRuleResource {

  private final DraftRules rules;

  EvidenceRuleResource(DraftRules rules) {
    this.rules = rules;
  }

  @GET
  @Operation(
      operationId = "listEvidenceRules",
      summary = "The rules by which evidence is drafted from the ledger's lines")
  public EvidenceRuleList list() {
    return EvidenceRuleList.of(rules);
  }
}
