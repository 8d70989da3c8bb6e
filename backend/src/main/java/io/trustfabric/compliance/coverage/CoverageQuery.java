package io.trustfabric.compliance.coverage;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Times;
import jakarta.ws.rs.QueryParam;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What coverage is asked for.
public class CoverageQuery {

  private static final SecureRandom RANDOM = new SecureRandom();

  /// Up to here JSON's numbers hold every whole one.
  private static final long LARGEST_SEED = 1L << 53;

  @QueryParam("framework")
  @Parameter(
      description = "One or several, all when absent; exactly one for a period",
      schema = @Schema(type = SchemaType.ARRAY, implementation = Framework.class))
  List<String> framework;

  @QueryParam("at")
  @Parameter(
      description =
          "A moment, now when absent: a past one tells what was covered, one ahead what will be if"
              + " nothing happens until then",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String at;

  @QueryParam("seed")
  @Parameter(
      description = "Draws the sample of a period; random when absent, and in the answer",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
  String seed;

  @QueryParam("sample")
  @Parameter(
      description = "Size of the sample of a period, 1 to 200",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "25"))
  String sample;

  private final List<Invalid.Field> errors = new ArrayList<>();

  /// @throws Invalid naming every bad parameter
  void check(boolean isPeriod) {
    if (framework != null) {
      framework.stream()
          .filter(name -> Framework.named(name).isEmpty())
          .findFirst()
          .ifPresent(
              name -> errors.add(new Invalid.Field("?framework", "must be one of " + names())));
    }
    if (isPeriod && errors.isEmpty() && frameworks().size() != 1) {
      errors.add(new Invalid.Field("?framework", "must be exactly one for a period"));
    }
    if (at != null && Times.parse(at) == null) {
      errors.add(new Invalid.Field("?at", "must be an RFC 3339 time"));
    }
    if (at != null && isPeriod) {
      errors.add(new Invalid.Field("?at", "is not taken beside a period"));
    }
    number("seed", seed, 0, 0, LARGEST_SEED);
    number("sample", sample, 25, 1, 200);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  List<Framework> frameworks() {
    return framework == null || framework.isEmpty()
        ? List.of(Framework.values())
        : framework.stream().map(name -> Framework.named(name).orElseThrow()).distinct().toList();
  }

  Instant at() {
    return at == null ? Clock.now() : Times.parse(at);
  }

  long seed() {
    return number("seed", seed, RANDOM.nextLong(LARGEST_SEED), 0, LARGEST_SEED);
  }

  int sample() {
    return (int) number("sample", sample, 25, 1, 200);
  }

  private long number(String name, String text, long otherwise, long least, long most) {
    if (text == null) {
      return otherwise;
    }
    try {
      var number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below like a number out of bounds
    }
    errors.add(
        new Invalid.Field(
            "?" + name, "must be a whole number from %d to %d".formatted(least, most)));
    return least;
  }

  static String names() {
    return Arrays.stream(Framework.values())
        .map(Framework::stored)
        .collect(Collectors.joining(", "));
  }
}
