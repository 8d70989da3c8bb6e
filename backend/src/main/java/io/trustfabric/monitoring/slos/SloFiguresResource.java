package io.trustfabric.monitoring.slos;

import static io.trustfabric.web.Roles.ADMIN;
import static io.trustfabric.web.Roles.AUDITOR;
import static io.trustfabric.web.Roles.COMPLIANCE;
import static io.trustfabric.web.Roles.ENGINEER;
import static io.trustfabric.web.Roles.SECURITY;
import static io.trustfabric.web.Roles.VIEWER;

import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Period;
import io.trustfabric.web.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.hibernate.Session;

/// What the measurements of an SLO come to: now, at another time, over time.
@Path(SloDefinitionResource.PATH + "/{id}")
@RolesAllowed({VIEWER, AUDITOR, ENGINEER, SECURITY, COMPLIANCE, ADMIN})
public class SloFiguresResource {

  private static final Instant EARLIEST = Instant.parse("2001-01-01T00:00:00Z");
  private static final int EPISODES = 50;

  private final SloFigures figures;
  private final SloSeries series;
  private final SloPulls pulls;
  private final EntityManager entityManager;

  SloFiguresResource(
      SloFigures figures, SloSeries series, SloPulls pulls, EntityManager entityManager) {
    this.figures = figures;
    this.series = series;
    this.pulls = pulls;
    this.entityManager = entityManager;
  }

  @GET
  @Path("/status")
  @Operation(
      operationId = "getSloStatus",
      summary = "How an SLO stands, what is left out of it and what was not measured")
  public SloStatusView status(
      @PathParam("id") UUID id,
      @QueryParam("at")
          @Parameter(
              description = "As of when; now when not said",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          String at) {
    var reading = figures.read(SloDefinitionResource.found(id), at(at));
    var elapsed = reading.elapsed();
    return new SloStatusView(
        id,
        SloStanding.of(reading),
        SloExclusions.approved(id, elapsed.from(), elapsed.to()).stream()
            .map(SloExclusionView::of)
            .toList(),
        entityManager
            .unwrap(Session.class)
            .doReturningWork(connection -> SloGaps.within(connection, id, elapsed)),
        pulls.of(id).orElse(null));
  }

  @GET
  @Path("/alerts")
  @Operation(
      operationId = "getSloAlerts",
      summary = "The alert pairs of an SLO with their burn rates, and when they fired")
  public SloAlertsView alerts(
      @PathParam("id") UUID id,
      @QueryParam("at")
          @Parameter(
              description = "As of when; now when not said",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          String at) {
    var reading = figures.read(SloDefinitionResource.found(id), at(at));
    return SloAlertsView.of(reading, SloAlert.newest(id, EPISODES));
  }

  @GET
  @Path("/series")
  @Operation(
      operationId = "getSloSeries",
      summary = "SLI, burn rate and remaining budget over time; the SLO's period by default")
  public SloSeriesView series(
      @PathParam("id") UUID id,
      @BeanParam Period period,
      @QueryParam("points")
          @Parameter(
              description = "How many points a series may have at most, 10 to 2,000",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "10",
                      maximum = "2000",
                      defaultValue = "500"))
          String points) {
    var definition = SloDefinitionResource.found(id);
    period.check(definition.period.longest(), Duration.ofDays(400));
    return series.of(
        definition, time("?from", period.from()), time("?to", period.to()), points(points));
  }

  private static Instant at(String text) {
    return text == null ? Clock.now() : time("?at", Times.parse(text));
  }

  /// @throws Invalid when it lies ahead, or long before anything could have been measured
  private static Instant time(String parameter, Instant at) {
    if (at == null
        || at.isBefore(EARLIEST)
        || at.isAfter(Clock.now().plus(Duration.ofMinutes(5)))) {
      throw Invalid.field(
          parameter, "must be an RFC 3339 time from 2001 until now, such as 2026-01-31T23:59:59Z");
    }
    return at;
  }

  private static int points(String text) {
    try {
      var points = text == null ? 500 : Integer.parseInt(text);
      if (points >= 10 && points <= 2_000) {
        return points;
      }
    } catch (NumberFormatException e) {
      // refused below like a number out of bounds
    }
    throw Invalid.field("?points", "must be a whole number from 10 to 2000");
  }
}
