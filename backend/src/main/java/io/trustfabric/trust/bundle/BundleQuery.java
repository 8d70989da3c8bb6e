package io.trustfabric.trust.bundle;

import io.trustfabric.compliance.catalogs.Framework;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Period;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a bundle is asked for: one framework over a past period, the last year if none is named.
public class BundleQuery {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  @QueryParam("framework")
  @Parameter(required = true, schema = @Schema(implementation = Framework.class))
  String framework;

  @BeanParam Period period;

  /// What a bundle is of: `from <= t < to`, as fine as times are kept.
  record Asked(Framework framework, Instant from, Instant to) {

    /// The last moment of the period: how things stood at its end.
    Instant end() {
      return to.minus(1, ChronoUnit.MICROS);
    }

    String fileName() {
      return "auditor-bundle-%s-%s-%s.zip"
          .formatted(framework.stored(), DAY.format(from), DAY.format(to));
    }
  }

  /// @throws Invalid naming every bad parameter
  Asked checked() {
    var errors = new ArrayList<Invalid.Field>();
    var named = Framework.named(framework);
    if (named.isEmpty()) {
      errors.add(new Invalid.Field("?framework", "must be one of " + names()));
    }
    try {
      period.check(Duration.ofDays(365), Duration.ofDays(3 * 366));
      if (period.to().isAfter(Clock.now())) {
        errors.add(new Invalid.Field("?to", "must not be in the future"));
      }
      if (period.from().isBefore(Instant.EPOCH)) {
        errors.add(new Invalid.Field("?from", "must not be before 1970"));
      }
    } catch (Invalid e) {
      errors.addAll(e.fields());
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return new Asked(
        named.get(),
        period.from().truncatedTo(ChronoUnit.MICROS),
        period.to().truncatedTo(ChronoUnit.MICROS));
  }

  private static String names() {
    return Arrays.stream(Framework.values())
        .map(Framework::stored)
        .collect(Collectors.joining(", "));
  }
}
