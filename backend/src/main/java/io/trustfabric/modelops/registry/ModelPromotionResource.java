package io.trustfabric.modelops.registry;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.web.Lists;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import io.trustfabric.web.Where;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Why a version is, or was, in production.
@Path("/api/modelops/models/{id}/promotions")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class ModelPromotionResource {

  private static final Sorts<ModelPromotion> SORTS =
      Sorts.<ModelPromotion>byDefault("-createdAt")
          .offer("createdAt", new Sorts.Field<>("createdAt", p -> p.createdAt, Times::parse));

  private final Lists lists;

  ModelPromotionResource(Lists lists) {
    this.lists = lists;
  }

  @GET
  @Operation(
      operationId = "listModelPromotions",
      summary = "List when a version went into production, each time with the gate's answer then")
  public Page<ModelPromotionView> list(@PathParam("id") UUID id, @BeanParam Paging paging) {
    if (ModelVersion.findById(id) == null) {
      throw Refusal.notFound("model version", id);
    }
    return lists
        .page(ModelPromotion.class, new Where().id("modelId", id.toString()), SORTS, paging)
        .map(ModelPromotionView::of);
  }
}
