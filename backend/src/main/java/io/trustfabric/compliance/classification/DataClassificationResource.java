package io.trustfabric.compliance.classification;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.CHECK_DATA;
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
import io.trustfabric.web.PointInTime;
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

/// Classifications of data: made, changed, reviewed, and asked before data is used.
@Path(DataClassificationResource.PATH)
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class DataClassificationResource {

  static final String PATH = "/api/compliance/data-classification";

  private static final Sorts<DataClassification> SORTS =
      Sorts.<DataClassification>byDefault("dataAsset")
          .offer("dataAsset", new Sorts.Field<>("dataAsset", d -> d.dataAsset, name -> name))
          .offer("createdAt", new Sorts.Field<>("createdAt", d -> d.createdAt, Times::parse))
          .offer(
              "sensitivity",
              new Sorts.Field<>("sensitivityRank", d -> d.sensitivity.ordinal(), Integer::valueOf),
              new Sorts.Field<>("dataAsset", d -> d.dataAsset, name -> name));

  private final DataChecks checks;
  private final Lists lists;
  private final ObjectMapper mapper;

  DataClassificationResource(DataChecks checks, Lists lists, ObjectMapper mapper) {
    this.checks = checks;
    this.lists = lists;
    this.mapper = mapper;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Idempotent
  @Operation(
      operationId = "classifyData",
      summary = "Classify the data of an asset; contradictions are refused by the rule's name")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = DataClassificationReport.class),
              example =
                  """
                  {"dataAsset": "ledger.customers", "system": "ledger", "dataType": "pii", "sensitivity": "confidential",
                   "residency": "eu", "allowedRegions": ["DE", "FR"], "encryptionAtRest": true, "encryptionInTransit": true,
                   "retentionDays": 3650, "autoDelete": true, "legalBasis": "contract, GDPR art. 6(1)(b)",
                   "purposes": ["tax_filing"], "owner": "Finance", "accessRoles": ["accountant"]}
                  """))
  public RestResponse<DataClassificationView> classify(DataClassificationReport report) {
    var data = report.toClassification();
    data.persistAndFlush();
    return Answers.created(data, PATH, DataClassificationView.of(data));
  }

  @GET
  @Operation(operationId = "listDataClassifications", summary = "List classifications")
  public Page<DataClassificationView> list(
      @BeanParam DataClassificationFilter filter, @BeanParam Paging paging) {
    return lists
        .page(DataClassification.class, filter.where(), SORTS, paging)
        .map(DataClassificationView::of);
  }

  @GET
  @Path("/summary")
  @Operation(
      operationId = "summarizeDataClassifications",
      summary = "How much data there is, by residency, sensitivity and kind")
  public DataClassificationSummary summary() {
    return DataClassificationSummary.now();
  }

  @POST
  @Path("/check")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({CHECK_DATA, COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "checkDataUse",
      summary = "May this data be used so? A no says why, and is a security event once per cause")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = DataUse.class),
              example =
                  """
                  {"dataAsset": "ledger.customers", "region": "DE", "purpose": "tax_filing", "role": "accountant",
                   "encrypted": true}
                  """))
  public DataCheckAnswer check(DataUse use) {
    return checks.answer(use);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getDataClassification", summary = "One classification")
  @PointInTime(DataClassification.class)
  public RestResponse<DataClassificationView> get(@PathParam("id") UUID id) {
    var data =
        DataClassification.<DataClassification>findByIdOptional(id).orElseThrow(() -> notFound(id));
    return Answers.one(data, DataClassificationView.of(data));
  }

  @PATCH
  @Path("/{id}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(operationId = "editDataClassification", summary = "Change a classification")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = DataClassificationEdit.class)))
  public RestResponse<DataClassificationView> edit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, MergePatch patch) {
    var data = held(id, ifMatch);
    patch.applyTo(DataClassificationEdit.of(data), mapper).applyTo(data);
    DataClassification.flush();
    return Answers.one(data, DataClassificationView.of(data));
  }

  @POST
  @Path("/{id}/review")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({COMPLIANCE, ADMIN})
  @Transactional
  @Operation(
      operationId = "reviewDataClassification",
      summary = "Say that all of it was looked at and is so")
  public RestResponse<DataClassificationView> review(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      ClassificationReview review) {
    var data = held(id, ifMatch);
    data.review(review.note());
    DataClassification.flush();
    return Answers.one(data, DataClassificationView.of(data));
  }

  /// The record, held until the transaction ends and of the version expected.
  static DataClassification held(UUID id, String ifMatch) {
    var data = DataClassification.locked(id);
    if (data == null) {
      throw notFound(id);
    }
    IfMatch.check(data, ifMatch);
    return data;
  }

  static Refusal notFound(UUID id) {
    return Refusal.notFound("data classification", id);
  }
}
