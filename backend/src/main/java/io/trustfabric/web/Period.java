package io.trustfabric.web;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// A stretch of time asked for: `from <= t < to`.
public class Period {

  @QueryParam("from")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String from;

  @QueryParam("to")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String to;

  private Instant start;
  private Instant end;

  /// Reads both ends; without them the last `usual` up to now.
  ///
  /// @throws Invalid naming each bad parameter, also when the period is longer than `longest`
  public void check(Duration usual, Duration longest) {
    var errors = new ArrayList<Invalid.Field>();
    end = to == null ? Clock.now() : Times.parse(to);
    if (end == null) {
      errors.add(new Invalid.Field("?to", "must be an RFC 3339 time"));
    }
    start = from != null ? Times.parse(from) : end == null ? null : end.minus(usual);
    if (start == null && from != null) {
      errors.add(new Invalid.Field("?from", "must be an RFC 3339 time"));
    }
    if (errors.isEmpty() && !start.isBefore(end)) {
      errors.add(new Invalid.Field("?from", "must be before to"));
    }
    if (errors.isEmpty() && Duration.between(start, end).compareTo(longest) > 0) {
      errors.add(
          new Invalid.Field(
              "?from", "must be at most %d days before to".formatted(longest.toDays())));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /// Whether either end was asked for.
  public boolean isGiven() {
    return from != null || to != null;
  }

  public Instant from() {
    return start;
  }

  public Instant to() {
    return end;
  }
}
