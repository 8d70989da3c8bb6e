package io.trustfabric.compliance.catalogs;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Answers;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/// The four frameworks and their scope.
@Path("/api/compliance/frameworks")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class FrameworkResource {

  /// All of them.
  public record FrameworkList(List<FrameworkView> items) {}

  private final Catalogs catalogs;

  FrameworkResource(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  @GET
  @Operation(
      operationId = "listFrameworks",
      summary = "The frameworks, their categories, and which of these count")
  public FrameworkList list() {
    return new FrameworkList(
        Arrays.stream(Framework.values())
            .map(catalogs::of)
            .map(catalog -> FrameworkView.of(catalog, ComplianceScope.of(catalog)))
            .toList());
  }

  @GET
  @Path("/{framework}")
  @Operation(operationId = "getFramework", summary = "One framework and its scope")
  public RestResponse<FrameworkView> get(@PathParam("framework") String framework) {
    var catalog = find(framework);
    var scope = ComplianceScope.of(catalog);
    return Answers.one(scope, FrameworkView.of(catalog, scope));
  }

  @PATCH
  @Path("/{framework}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "scopeFramework",
      summary = "Say which categories of a framework count, and why")
  public RestResponse<FrameworkView> scope(
      @PathParam("framework") String framework,
      @HeaderParam("If-Match") String ifMatch,
      ScopeEdit edit) {
    var catalog = find(framework);
    var scope = ComplianceScope.of(catalog);
    IfMatch.check(scope, ifMatch);
    scope.narrow(catalog, edit.categories(), edit.reason());
    scope.persistAndFlush();
    return Answers.one(scope, FrameworkView.of(catalog, scope));
  }

  private Catalog find(String name) {
    return Framework.named(name)
        .map(catalogs::of)
        .orElseThrow(() -> Refusal.notFound("framework", name));
  }
}
