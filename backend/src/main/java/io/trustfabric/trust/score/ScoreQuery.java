package io.trustfabric.trust.score;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Times;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// As of when the score is asked for.
public class ScoreQuery {

  @QueryParam("at")
  @Parameter(
      description = "The moment that times are held against; now when absent, and never ahead",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String at;

  @QueryParam("position")
  @Parameter(
      description =
          "The last line of the ledger that is in, beside `at`; when absent the last that was written"
              + " before any line after `at`",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "-1"))
  String position;

  /// @throws Invalid naming every bad parameter
  void check() {
    var errors = new ArrayList<Invalid.Field>();
    if (at != null && Times.parse(at) == null) {
      errors.add(new Invalid.Field("?at", "must be an RFC 3339 time"));
    } else if (at != null && Times.parse(at).isAfter(Clock.now())) {
      errors.add(new Invalid.Field("?at", "must not be in the future"));
    }
    if (position != null && at == null) {
      errors.add(new Invalid.Field("?position", "is taken beside at only"));
    } else if (position != null && !position.matches("-1|[0-9]{1,18}")) {
      errors.add(new Invalid.Field("?position", "must be a position of the ledger, or -1"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  /// Null for now.
  Instant at() {
    return at == null ? null : Times.parse(at);
  }

  /// Null where only a moment is asked for.
  Long position() {
    return position == null ? null : Long.valueOf(position);
  }
}
