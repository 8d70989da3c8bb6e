package io.trustfabric.web;

import io.quarkus.security.identity.SecurityIdentity;
import io.trustfabric.record.Author;
import io.trustfabric.record.Callers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Who the API takes its caller for.
@Path("/api/me")
public class Me {

  /// The caller and the roles that count.
  @Schema(name = "Me")
  public record View(
      String issuer, String subject, String name, String username, List<String> roles) {}

  private final SecurityIdentity identity;

  Me(SecurityIdentity identity) {
    this.identity = identity;
  }

  @GET
  @Operation(operationId = "getMe", summary = "Who I am to this API")
  @RolesAllowed({
    Roles.VIEWER,
    Roles.AUDITOR,
    Roles.ENGINEER,
    Roles.SECURITY,
    Roles.COMPLIANCE,
    Roles.ADMIN
  })
  public View me() {
    Author author = Callers.current().author();
    return new View(
        author.issuer(),
        author.subject(),
        author.name(),
        identity.getPrincipal().getName(),
        identity.getRoles().stream().sorted().toList());
  }
}
