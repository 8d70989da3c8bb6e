package io.trustfabric.trust.score;

import io.quarkus.scheduler.Scheduled;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Leadership;
import io.trustfabric.trust.facts.Pictures;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Keeps the score of each day once nothing can be written any more that belongs to it.
@ApplicationScoped
public class ScoreDays {

  /// So many days at once: the next look goes on.
  private static final int AT_ONCE = 100;

  /// A line has its position long before that.
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final Scores scores;
  private final Pictures pictures;
  private final Leadership leadership;

  ScoreDays(Scores scores, Pictures pictures, Leadership leadership) {
    this.scores = scores;
    this.pictures = pictures;
    this.leadership = leadership;
  }

  @Scheduled(every = "${trust-fabric.deadlines.every}", identity = "score-of-the-day")
  void onSchedule() {
    if (leadership.isLeading()) {
      keep(Clock.now());
    }
  }

  /// Keeps every day that has ended, from the day of the first line on.
  ///
  /// @return how many days it looked at
  public int keep(Instant now) {
    var beginning = pictures.beginning();
    if (beginning == null) {
      return 0;
    }
    var day =
        scores
            .lastDay()
            .map(last -> last.plusDays(1))
            .orElseGet(() -> beginning.atZone(ZoneOffset.UTC).toLocalDate());
    var days = 0;
    while (days < AT_ONCE && isOver(day, now)) {
      scores.keep(day);
      day = day.plusDays(1);
      days++;
    }
    return days;
  }

  /// Whether a day has ended and all that was written in it was taken.
  private boolean isOver(LocalDate day, Instant now) {
    var end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    if (now.isBefore(end.plus(SETTLED))) {
      return false;
    }
    var progress = pictures.progress(end);
    return !progress.waiting()
        && (progress.taken() == progress.head() || pictures.positionAt(end) < progress.taken());
  }
}
