package io.trustfabric.trust.score;

import io.trustfabric.record.Invalid;
import io.trustfabric.web.Period;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// How close together the moments of a history are.
public class ScoreSteps {

  /// Each costs a look at everything as it was then.
  private static final int MOST = 50;

  @QueryParam("every")
  @Parameter(
      description =
          "Whole minutes between the moments, such as PT1H: each is then recomputed, at most 50 of"
              + " them. The kept ends of days when absent",
      schema = @Schema(type = SchemaType.STRING, format = "duration"))
  String every;

  private Duration step;

  /// Reads the step.
  ///
  /// @param period that was checked
  /// @throws Invalid when it is none, or makes too many moments
  void check(Period period) {
    if (every == null) {
      return;
    }
    step = parse(every);
    if (step == null) {
      throw new Invalid(
          List.of(new Invalid.Field("?every", "must be whole minutes, such as PT1H")));
    }
    if (Duration.between(period.from(), period.to()).dividedBy(step) > MOST) {
      throw new Invalid(
          List.of(new Invalid.Field("?every", "makes more than %d moments".formatted(MOST))));
    }
  }

  private static Duration parse(String text) {
    try {
      var duration = Duration.parse(text);
      var isWhole = duration.equals(Duration.ofMinutes(duration.toMinutes()));
      return isWhole && duration.isPositive() ? duration : null;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /// Whether moments are asked for; else ends of days.
  boolean areGiven() {
    return step != null;
  }

  /// The whole steps after `from`, up to `to`.
  List<Instant> moments(Instant from, Instant to) {
    var seconds = step.toSeconds();
    return LongStream.rangeClosed(
            Math.floorDiv(from.getEpochSecond(), seconds) + 1,
            Math.floorDiv(to.getEpochSecond(), seconds))
        .mapToObj(count -> Instant.ofEpochSecond(count * seconds))
        .toList();
  }
}
