package io.trustfabric.quality.regression;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Times;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a report does not say of itself: which run it is of, and where that ran.
public class JUnitRun {

  private static final Duration AHEAD = Duration.ofMinutes(5);

  @QueryParam("runId")
  @Parameter(
      required = true,
      description = "One execution of the suite: a build's number, a pipeline's id",
      schema = @Schema(type = SchemaType.STRING, maxLength = 200))
  String runId;

  @QueryParam("environment")
  @Parameter(
      required = true,
      description = "Where it ran",
      schema = @Schema(type = SchemaType.STRING, maxLength = 100))
  String environment;

  @QueryParam("gitCommit")
  @Parameter(schema = @Schema(type = SchemaType.STRING, maxLength = 100))
  String gitCommit;

  @QueryParam("testSuite")
  @Parameter(
      description = "What the suite is called; without it, as the report calls it",
      schema = @Schema(type = SchemaType.STRING, maxLength = 300))
  String testSuite;

  @QueryParam("goldenDatasetId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String goldenDatasetId;

  @QueryParam("modelId")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
  String modelId;

  @QueryParam("executedAt")
  @Parameter(
      description = "When it ran, where the report does not say; now by default",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String executedAt;

  private final List<Invalid.Field> errors = new ArrayList<>();
  private UUID dataset;
  private UUID model;
  private Instant at;

  /// @throws Invalid naming each bad parameter
  void check() {
    text("runId", runId, true, 200);
    text("environment", environment, true, 100);
    text("gitCommit", gitCommit, false, 100);
    text("testSuite", testSuite, false, 300);
    dataset = id("goldenDatasetId", goldenDatasetId);
    model = id("modelId", modelId);
    at = executedAt == null ? Clock.now() : Times.parse(executedAt);
    if (at == null) {
      errors.add(new Invalid.Field("?executedAt", "must be an RFC 3339 time"));
    } else if (at.isAfter(Clock.now().plus(AHEAD))) {
      errors.add(new Invalid.Field("?executedAt", "must not be in the future"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private void text(String name, String text, boolean required, int most) {
    if (text == null && !required) {
      return;
    }
    if (text == null || text.isBlank() || text.length() > most || text.indexOf('\0') >= 0) {
      errors.add(new Invalid.Field("?" + name, "must have 1 to %d characters".formatted(most)));
    }
  }

  private UUID id(String name, String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      errors.add(new Invalid.Field("?" + name, "must be a UUID"));
      return null;
    }
  }

  UUID dataset() {
    return dataset;
  }

  UUID model() {
    return model;
  }

  /// When results were whose suite has no time.
  Instant at() {
    return at;
  }
}
