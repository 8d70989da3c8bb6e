package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Clock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/// How far measurements are pulled for each SLO that is read from Prometheus, and what stands in
/// the way. Measurements and cursor are written in one transaction, under a lock on the cursor.
@ApplicationScoped
public class SloPulls {

  private final Session session;
  private final SloMeasurements measurements;

  SloPulls(Session session, SloMeasurements measurements) {
    this.session = session;
    this.measurements = measurements;
  }

  /// An SLO to be pulled for.
  ///
  /// @param pulledUntil where its next window starts
  public record Due(UUID sloId, CountQuery good, CountQuery total, Instant pulledUntil) {}

  /// The SLOs that have a window before `until` still to be pulled. One that was never pulled
  /// begins with the window in which it was defined, or after what was measured already.
  ///
  /// @param window the length of windows
  @Transactional
  public List<Due> due(Instant until, Duration window) {
    session
        .createNativeMutationQuery(
            """
            INSERT INTO slo_pulls (slo_id, pulled_until)
            SELECT d.id, greatest(
              date_bin(make_interval(secs => :window), d.created_at, timestamptz '2000-01-01 00:00:00+00'),
              (SELECT date_bin(make_interval(secs => :window),
                               max(window_end) + make_interval(secs => :window) - interval '1 microsecond',
                               timestamptz '2000-01-01 00:00:00+00')
               FROM slo_tracking WHERE slo_id = d.id))
            FROM slo_definitions d WHERE d.source = 'prometheus' AND d.lifecycle = 'active'
            ON CONFLICT DO NOTHING
            """)
        .setParameter("window", (double) window.toSeconds())
        .executeUpdate();
    return session
        .createNativeQuery(
            """
            SELECT d.id, d.good_query, d.total_query, p.pulled_until
            FROM slo_pulls p JOIN slo_definitions d ON d.id = p.slo_id
            WHERE d.source = 'prometheus' AND d.lifecycle = 'active' AND p.pulled_until < :until
            ORDER BY p.pulled_until, d.id
            """,
            Object[].class)
        .setParameter("until", until)
        .getResultStream()
        .map(
            row ->
                new Due(
                    (UUID) row[0],
                    new CountQuery((String) row[1]),
                    new CountQuery((String) row[2]),
                    (Instant) row[3]))
        .toList();
  }

  /// Stores measurements and moves the cursor on.
  ///
  /// @param from where it stood when Prometheus was asked
  /// @param to where it stands then
  /// @param remark what was left out, and why; null when nothing
  /// @return whether it did; not when another process was quicker
  @Transactional
  public boolean take(
      UUID sloId, Instant from, Instant to, List<MeasurementReport> reports, String remark) {
    var stood =
        session
            .createNativeQuery(
                "SELECT pulled_until FROM slo_pulls WHERE slo_id = :id FOR UPDATE", Instant.class)
            .setParameter("id", sloId)
            .getSingleResultOrNull();
    var definition = SloDefinition.locked(sloId);
    if (!from.equals(stood)
        || definition.isRetired()
        || definition.source != SloSource.PROMETHEUS) {
      return false;
    }
    var fresh = withoutMeasured(sloId, from, to, reports);
    if (!fresh.isEmpty()) {
      measurements.recordAll(fresh);
    }
    var left = reports.size() - fresh.size();
    var failure =
        left == 0 ? remark : "%d windows were measured already by somebody else".formatted(left);
    session
        .createNativeMutationQuery(
            """
            UPDATE slo_pulls SET pulled_until = :to, succeeded_at = :now,
              failed_at = CASE WHEN CAST(:failure AS text) IS NULL THEN failed_at ELSE :now END,
              failure = coalesce(:failure, failure)
            WHERE slo_id = :id
            """)
        .setParameter("to", to)
        .setParameter("now", Clock.now())
        .setParameter("failure", failure)
        .setParameter("id", sloId)
        .executeUpdate();
    return true;
  }

  /// Somebody may push what is pulled as well: what is there stays.
  private static List<MeasurementReport> withoutMeasured(
      UUID sloId, Instant from, Instant to, List<MeasurementReport> reports) {
    if (reports.isEmpty()) {
      return reports;
    }
    var measured =
        SloMeasurement.<SloMeasurement>list(
                "sloId = ?1 and windowStart < ?3 and windowEnd > ?2", sloId, from, to)
            .stream()
            .map(SloMeasurement::window)
            .toList();
    return reports.stream()
        .filter(report -> measured.stream().noneMatch(report.window()::overlaps))
        .toList();
  }

  /// Keeps why nothing could be pulled for an SLO.
  @Transactional
  public void failed(UUID sloId, String failure) {
    session
        .createNativeMutationQuery(
            "UPDATE slo_pulls SET failed_at = :now, failure = :failure WHERE slo_id = :id")
        .setParameter("now", Clock.now())
        .setParameter("failure", failure)
        .setParameter("id", sloId)
        .executeUpdate();
  }

  /// What is kept of one SLO; nothing when it was never pulled for.
  Optional<SloPull> of(UUID sloId) {
    var row =
        session
            .createNativeQuery(
                "SELECT pulled_until, succeeded_at, failed_at, failure FROM slo_pulls WHERE slo_id = :id",
                Object[].class)
            .setParameter("id", sloId)
            .getSingleResultOrNull();
    return Optional.ofNullable(row)
        .map(r -> new SloPull((Instant) r[0], (Instant) r[1], (Instant) r[2], (String) r[3]));
  }
}
