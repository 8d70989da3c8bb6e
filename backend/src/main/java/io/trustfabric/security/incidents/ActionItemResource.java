package io.trustfabric.security.incidents;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.web.Answers;
import io.trustfabric.web.Idempotent;
import io.trustfabric.web.IfMatch;
import io.trustfabric.web.Lists;
import io.trustfabric.web.MergePatch;
import io.trustfabric.web.Page;
import io.trustfabric.web.Paging;
import io.trustfabric.web.Refusal;
import io.trustfabric.web.Sorts;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/// What will be done so that incidents do not come again.
@Path("/api/security/incidents")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class ActionItemResource {

  private static final Sorts<ActionItem> SORTS =
      Sorts.<ActionItem>byDefault("dueAt")
          .offer("dueAt", new Sorts.Field<>("dueAt", i -> i.dueAt, Times::parse));

  private final Lists lists;
  private final ObjectMapper mapper;

  ActionItemResource(Lists lists, ObjectMapper mapper) {
    this.lists = lists;
    this.mapper = mapper;
  }

  @GET
  @Path("/action-items")
  @Operation(
      operationId = "listActionItems",
      summary = "List action items of all incidents, the first due first")
  public Page<ActionItemView> list(@BeanParam ActionItemFilter filter, @BeanParam Paging paging) {
    return lists.page(ActionItem.class, filter.where(), SORTS, paging).map(ActionItemView::of);
  }

  @POST
  @Path("/{id}/action-items")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Idempotent
  @Operation(operationId = "addActionItem", summary = "Add an action item to an incident")
  public RestResponse<ActionItemView> add(@PathParam("id") UUID id, ActionItemReport report) {
    var incident = Incidents.locked(id);
    var item = new ActionItem(id, report.title(), report.owner(), report.dueAt());
    item.persist();
    incident.added(item);
    Incident.flush();
    var collection = IncidentResource.PATH + "/" + id + "/action-items";
    return Answers.created(item, collection, ActionItemView.of(item));
  }

  @PATCH
  @Path("/{id}/action-items/{itemId}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Operation(operationId = "editActionItem", summary = "Change an action item")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = ActionItemEdit.class)))
  public RestResponse<ActionItemView> edit(
      @PathParam("id") UUID id,
      @PathParam("itemId") UUID itemId,
      @HeaderParam("If-Match") String ifMatch,
      MergePatch patch) {
    var incident = Incidents.locked(id);
    var item = find(id, itemId, ifMatch);
    patch.applyTo(ActionItemEdit.of(item), mapper).applyTo(item);
    incident.touch("action_item_edited");
    return changed(item);
  }

  @PATCH
  @Path("/{id}/action-items/{itemId}/status")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({ENGINEER, SECURITY, ADMIN})
  @Transactional
  @Operation(operationId = "moveActionItem", summary = "Change an action item's status")
  public RestResponse<ActionItemView> move(
      @PathParam("id") UUID id,
      @PathParam("itemId") UUID itemId,
      @HeaderParam("If-Match") String ifMatch,
      ActionItemMove move) {
    var incident = Incidents.locked(id);
    var item = find(id, itemId, ifMatch);
    var from = item.status();
    item.moveTo(move.status(), move.reason());
    incident.moved(item, from);
    return changed(item);
  }

  private static RestResponse<ActionItemView> changed(ActionItem item) {
    Incident.flush();
    return Answers.one(item, ActionItemView.of(item));
  }

  private static ActionItem find(UUID incidentId, UUID id, String ifMatch) {
    ActionItem item = ActionItem.findById(id);
    if (item == null || !item.incidentId.equals(incidentId)) {
      throw Refusal.notFound("action item", id);
    }
    IfMatch.check(item, ifMatch);
    return item;
  }
}
