package io.trustfabric.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/// Completes the API's description with what holds for every endpoint and is written nowhere at one
/// of them: the problems it answers, the headers it understands, that what we answer is always all
/// there.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApi implements OASFilter {

  private static final String PROBLEM = "Problem";

  /// On the paths of MLflow's protocol problems are told in its own form.
  private static final String MLFLOW = "/api/2.0/mlflow/";

  private static final String MLFLOW_PROBLEM = "MlflowProblem";
  private static final String SCHEME = "oidc";
  private static final String RECORD_AS_OF = "RecordAsOf";

  private static final Map<String, Object> AS_OF_EXAMPLE =
      Map.of(
          "id",
          "0199d3b2-0000-7000-8000-000000000001",
          "version",
          3,
          "createdAt",
          "2026-02-01T09:00:00Z",
          "asOf",
          Map.of(
              "position",
              4711,
              "occurredAt",
              "2026-02-02T10:00:00.123456Z",
              "recordVersion",
              3,
              "stateSha256",
              "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
              "erased",
              List.of("/metadata"),
              "leftOut",
              List.of()));

  private static final String OPERATION = "org.eclipse.microprofile.openapi.annotations.Operation";

  /// What they would make may be there already, or there may be nothing to make: a repeat of an
  /// event, an incident to join, a look for drift with too few rows, SLOs that were defined before,
  /// a journal.
  private static final Set<String> MAY_FIND_IT_THERE =
      Set.of(
          "/api/security/events",
          "/api/security/events/{id}/escalate",
          "/api/modelops/drift-detections",
          "/api/monitoring/slos/openslo",
          "/api/chaos/tests/import");

  /// Every `POST` makes something new but a person's word on what is there, and a question.
  private static final List<String> MAKING_NOTHING =
      List.of("/decision", "/decisions", "/review", "/check");

  /// What one person can only ask for.
  private static final Set<String> ONLY_ASKED_FOR =
      Set.of(
          "/api/audit/erasures",
          "/api/audit/epochs",
          "/api/security/secret-rotations/policy",
          "/api/modelops/gate-policy",
          "/api/modelops/models/{id}/gate/override",
          "/api/backup/policies",
          "/api/backup/policies/{id}");

  /// Names of the operations that read a single record, and so its past.
  private final Set<String> ofSingleRecords;

  public OpenApi(IndexView index) {
    this.ofSingleRecords =
        index.getAnnotations(PointInTime.class).stream()
            .map(one -> one.target().asMethod().annotation(DotName.createSimple(OPERATION)))
            .map(operation -> operation.value("operationId").asString())
            .collect(Collectors.toSet());
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getComponents()
        .addSchema("JsonNode", OASFactory.createSchema().addType(SchemaType.OBJECT))
        .removeSchema("JsonNodeType");
    var schemas = api.getComponents().getSchemas();
    api.getComponents().addSchema(RECORD_AS_OF, recordAsOf());
    schemas.values().forEach(OpenApi::lowerEnums);
    var answers = new HashSet<String>();
    for (var path : new LinkedHashMap<>(api.getPaths().getPathItems()).entrySet()) {
      for (var operation : path.getValue().getOperations().entrySet()) {
        complete(path.getKey(), operation.getKey(), operation.getValue());
        collect(operation.getValue(), schemas, answers);
      }
    }
    answers.forEach(name -> requireAll(schemas.get(name)));
    problem(api);
    mlflowProblem(api);
    schemas.entrySet().stream()
        .filter(schema -> schema.getKey().endsWith("Edit"))
        .forEach(schema -> schema.getValue().setRequired(null));
    security(api);
    OpenApiExamples.addTo(api);
  }

  private static void lowerEnums(Schema schema) {
    if (schema.getEnumeration() != null) {
      schema.setEnumeration(
          schema.getEnumeration().stream()
              .map(value -> value instanceof String s ? s.toLowerCase(Locale.ROOT) : value)
              .toList());
    }
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(OpenApi::lowerEnums);
    }
  }

  private void complete(String path, PathItem.HttpMethod method, Operation operation) {
    if (ofSingleRecords.contains(operation.getOperationId())) {
      pointInTime(operation);
    }
    var statuses = new TreeSet<>(Set.of(400, 401, 403, 406, 500, 503));
    if (path.contains("{") || path.startsWith(MLFLOW) || path.endsWith("/audit/checkpoint")) {
      statuses.add(404);
    }
    if (operation.getRequestBody() != null) {
      statuses.addAll(List.of(409, 413, 415));
    }
    if (Set.of("/api/compliance/oscal/assessment-results", "/api/audit/verify", "/api/trust/bundle")
        .contains(path)) {
      statuses.add(409);
    }
    if (has(operation, "If-Match")) {
      statuses.add(412);
    }
    if (creates(path, method) || path.startsWith(MLFLOW) && path.endsWith("/create")) {
      operation.addParameter(
          OASFactory.createParameter()
              .in(Parameter.In.HEADER)
              .name("Idempotency-Key")
              .description("The same key and body get the first answer again, for 72 hours")
              .schema(string().minLength(1).maxLength(255)));
      statuses.add(422);
    }
    var responses = operation.getResponses();
    success(path, method, operation);
    for (var status : statuses) {
      responses.addAPIResponse(
          status.toString(),
          path.startsWith(MLFLOW) ? mlflowProblemResponse(status) : problemResponse(status));
    }
  }

  private static void pointInTime(Operation operation) {
    operation
        .addParameter(
            query(PointInTimeReads.AS_OF)
                .description(
                    "What it was then, rebuilt from the ledger. What the record's lines say nothing of is left"
                        + " out, an erased value reads `erased`")
                .schema(string().format("date-time")))
        .addParameter(
            query(PointInTimeReads.POSITION)
                .description("What it was up to this position of the ledger")
                .schema(
                    OASFactory.createSchema()
                        .addType(SchemaType.INTEGER)
                        .format("int64")
                        .minimum(java.math.BigDecimal.ZERO)));
    if (!operation.getOperationId().equals("getRecordState")) {
      operation
          .getResponses()
          .getAPIResponse("200")
          .getContent()
          .addMediaType(
              PointInTimeReads.MEDIA_TYPE,
              OASFactory.createMediaType().schema(ref(RECORD_AS_OF)).example(AS_OF_EXAMPLE));
    }
  }

  private static Parameter query(String name) {
    return OASFactory.createParameter().in(Parameter.In.QUERY).name(name);
  }

  private static Schema recordAsOf() {
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .description(
            "A record as it was: the members of its present answer that were recorded, and of which"
                + " moment they are")
        .addProperty("asOf", ref("AsOfMark"))
        .additionalPropertiesSchema(OASFactory.createSchema());
  }

  /// Which good answers an operation has beyond 200 follows from what it does.
  private static void success(String path, PathItem.HttpMethod method, Operation operation) {
    var responses = operation.getResponses();
    var ok = responses.getAPIResponse("200");
    if (ok == null) {
      return;
    }
    ok.setDescription("Done");
    if (creates(path, method)) {
      responses.addAPIResponse("201", copy(ok, "Created"));
      if (!MAY_FIND_IT_THERE.contains(path)) {
        responses.removeAPIResponse("200");
      }
    }
    if (path.endsWith("/authority-report")) {
      ok.setContent(json("SecurityEventView"));
      responses.addAPIResponse("202", awaiting());
    }
    if (path.endsWith("/models/{id}/status")) {
      ok.setContent(json("ModelView"));
      responses.addAPIResponse("202", awaiting());
    }
    if (path.endsWith("/exclusions") && method == PathItem.HttpMethod.POST) {
      responses.removeAPIResponse("201");
      responses.addAPIResponse("202", awaiting());
    }
    if (method != PathItem.HttpMethod.GET && ONLY_ASKED_FOR.contains(path)) {
      responses.removeAPIResponse("200");
      responses.removeAPIResponse("201");
      responses.addAPIResponse("202", awaiting());
    }
  }

  /// Whether an operation makes something new. MLflow answers 200 whatever it did.
  private static boolean creates(String path, PathItem.HttpMethod method) {
    return method == PathItem.HttpMethod.POST
        && !path.startsWith(MLFLOW)
        && MAKING_NOTHING.stream().noneMatch(path::endsWith);
  }

  private static APIResponse awaiting() {
    return OASFactory.createAPIResponse()
        .description("Waits for a second person")
        .content(json("ApprovalView"));
  }

  private static APIResponse copy(APIResponse response, String description) {
    return OASFactory.createAPIResponse().description(description).content(response.getContent());
  }

  private static org.eclipse.microprofile.openapi.models.media.Content json(String schema) {
    return OASFactory.createContent()
        .addMediaType("application/json", OASFactory.createMediaType().schema(ref(schema)));
  }

  private static String title(int status) {
    return java.util.Arrays.stream(Problem.Kind.values())
        .filter(kind -> kind.status == status)
        .map(kind -> kind.title)
        .findFirst()
        .orElseThrow();
  }

  private static APIResponse mlflowProblemResponse(int status) {
    return OASFactory.createAPIResponse().description(title(status)).content(json(MLFLOW_PROBLEM));
  }

  private static void mlflowProblem(OpenAPI api) {
    api.getComponents()
        .addSchema(
            MLFLOW_PROBLEM,
            OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("What MLflow's clients are told when something is refused")
                .addProperty("error_code", string())
                .addProperty("message", string())
                .examples(
                    List.of(
                        Map.of(
                            "error_code",
                            "RESOURCE_DOES_NOT_EXIST",
                            "message",
                            "Model ai-accountant has no version 7.")))
                .required(List.of("error_code", "message")));
  }

  private static APIResponse problemResponse(int status) {
    var kinds =
        java.util.Arrays.stream(Problem.Kind.values())
            .filter(kind -> kind.status == status)
            .map(kind -> "%s (`%s`)".formatted(kind.title, kind.type()))
            .toList();
    return OASFactory.createAPIResponse()
        .description(String.join("; or: ", kinds))
        .content(
            OASFactory.createContent()
                .addMediaType(
                    Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(ref(PROBLEM))));
  }

  private static boolean has(Operation operation, String header) {
    return operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(p -> header.equals(p.getName()));
  }

  /// The names of all schemas an operation answers with, directly or inside others.
  private static void collect(
      Operation operation, Map<String, Schema> schemas, Set<String> answers) {
    for (var response : operation.getResponses().getAPIResponses().values()) {
      if (response.getContent() != null) {
        response
            .getContent()
            .getMediaTypes()
            .values()
            .forEach(media -> collect(media.getSchema(), schemas, answers));
      }
    }
  }

  private static void collect(Schema schema, Map<String, Schema> schemas, Set<String> answers) {
    if (schema == null) {
      return;
    }
    if (schema.getRef() != null) {
      var name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
      if (!name.equals(PROBLEM) && answers.add(name)) {
        collect(schemas.get(name), schemas, answers);
      }
      return;
    }
    collect(schema.getItems(), schemas, answers);
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(p -> collect(p, schemas, answers));
    }
    for (var parts :
        new ArrayList<>(
            java.util.Arrays.asList(schema.getAnyOf(), schema.getAllOf(), schema.getOneOf()))) {
      if (parts != null) {
        parts.forEach(part -> collect(part, schemas, answers));
      }
    }
  }

  private static void requireAll(Schema schema) {
    if (schema != null && schema.getProperties() != null) {
      schema.setRequired(List.copyOf(schema.getProperties().keySet()));
    }
  }

  private static void problem(OpenAPI api) {
    var error =
        OASFactory.createSchema()
            .addType(SchemaType.OBJECT)
            .addProperty("pointer", string())
            .addProperty("message", string())
            .addProperty("line", OASFactory.createSchema().addType(SchemaType.INTEGER))
            .required(List.of("pointer", "message"));
    api.getComponents()
        .addSchema(
            PROBLEM,
            OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("RFC 9457")
                .addProperty("type", string().format("uri").enumeration(problemTypes()))
                .addProperty("title", string())
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", string())
                .addProperty("instance", string())
                .addProperty("traceId", string())
                .addProperty(
                    "errors", OASFactory.createSchema().addType(SchemaType.ARRAY).items(error))
                .addProperty("currentStatus", string())
                .addProperty(
                    "allowedStatuses",
                    OASFactory.createSchema().addType(SchemaType.ARRAY).items(string()))
                .addProperty(
                    "currentVersion",
                    OASFactory.createSchema().addType(SchemaType.INTEGER).format("int64"))
                .addProperty("gate", ref("GateAnswer"))
                .required(List.of("type", "title", "status", "instance", "traceId")));
  }

  private static List<Object> problemTypes() {
    return java.util.Arrays.stream(Problem.Kind.values())
        .map(kind -> (Object) kind.type().toString())
        .toList();
  }

  private static void security(OpenAPI api) {
    api.getComponents()
        .setSecuritySchemes(
            Map.of(
                SCHEME,
                OASFactory.createSecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .bearerFormat("JWT")
                    .description("An access token with the audience trust-fabric-api")));
    api.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(SCHEME)));
    for (var path : api.getPaths().getPathItems().values()) {
      path.getOperations()
          .values()
          .forEach(
              operation -> {
                operation.addExtension("x-roles", roles(operation));
                operation.setSecurity(null);
              });
    }
  }

  private static List<String> roles(Operation operation) {
    return operation.getSecurity() == null
        ? List.of()
        : operation.getSecurity().stream()
            .flatMap(requirement -> requirement.getSchemes().values().stream())
            .flatMap(List::stream)
            .distinct()
            .toList();
  }

  private static Schema string() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  private static Schema ref(String name) {
    return OASFactory.createSchema().ref("#/components/schemas/" + name);
  }
}
