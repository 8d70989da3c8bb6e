package io.trustfabric.trust.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Clock;
import io.trustfabric.trust.facts.Pictures;
import io.trustfabric.trust.score.ScoreHistory.DomainMoment;
import io.trustfabric.trust.score.ScoreHistory.ScoreMoment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// Scores of now and of before, and those that are kept.
@ApplicationScoped
public class Scores {

  private static final String HISTORY =
      """
      SELECT at, position, formula, score,
        (SELECT CAST(jsonb_agg(jsonb_build_object(
             'domain', d -> 'domain', 'state', d -> 'state', 'points', d -> 'points') ORDER BY n) AS text)
         FROM jsonb_array_elements(answer -> 'domains') WITH ORDINALITY AS domains (d, n))
      FROM trust_scores WHERE at > :from AND at <= :to ORDER BY day
      """;

  private static final String KEEP =
      """
      INSERT INTO trust_scores (day, at, position, formula, score, answer)
      VALUES (:day, :at, :position, :formula, :score, CAST(:answer AS jsonb)) ON CONFLICT (day) DO NOTHING
      """;

  private final Pictures pictures;
  private final Scoring scoring;
  private final Session session;
  private final ObjectMapper mapper;

  Scores(Pictures pictures, Scoring scoring, Session session, ObjectMapper mapper) {
    this.pictures = pictures;
    this.scoring = scoring;
    this.session = session;
    this.mapper = mapper;
  }

  TrustScore of(ScoreQuery query) {
    var at = query.at();
    if (at == null) {
      return scoring.of(pictures.now(Clock.now()));
    }
    var position = query.position() == null ? pictures.positionAt(at) : query.position();
    return at(at, position);
  }

  /// As it was at a moment, with the lines up to a position.
  TrustScore at(Instant at, long position) {
    return scoring.of(pictures.asOf(position, at));
  }

  ScoreHistory history(Instant from, Instant to) {
    var days =
        session
            .createNativeQuery(HISTORY, Object[].class)
            .setParameter("from", from)
            .setParameter("to", to)
            .getResultList()
            .stream()
            .map(this::day)
            .toList();
    return new ScoreHistory(from, to, days);
  }

  private ScoreMoment day(Object[] row) {
    return new ScoreMoment(
        (Instant) row[0],
        (Long) row[1],
        (Integer) row[2],
        (BigDecimal) row[3],
        domains((String) row[4]));
  }

  private List<DomainMoment> domains(String json) {
    try {
      return mapper.readerForListOf(DomainMoment.class).readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Recomputed at the moments of a stretch of time, from the first line on and never ahead.
  ScoreHistory moments(Instant from, Instant to, ScoreSteps steps) {
    var beginning = pictures.beginning();
    var now = Clock.now();
    var moments =
        steps.moments(from, to).stream()
            .filter(at -> beginning != null && !at.isBefore(beginning) && !at.isAfter(now))
            .map(at -> ScoreMoment.of(at(at, pictures.positionAt(at))))
            .toList();
    return new ScoreHistory(from, to, moments);
  }

  /// The last day that is kept.
  @Transactional
  Optional<LocalDate> lastDay() {
    return Optional.ofNullable(
            session
                .createNativeQuery("SELECT CAST(max(day) AS text) FROM trust_scores", String.class)
                .getSingleResult())
        .map(LocalDate::parse);
  }

  /// Keeps the score at the end of a day, once.
  @Transactional
  void keep(LocalDate day) {
    var at = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var score = at(at, pictures.positionAt(at));
    session
        .createNativeMutationQuery(KEEP)
        .setParameter("day", day)
        .setParameter("at", at)
        .setParameter("position", score.position())
        .setParameter("formula", score.formula())
        .setParameter("score", score.score())
        .setParameter("answer", json(score))
        .executeUpdate();
  }

  private String json(TrustScore score) {
    try {
      return mapper.writeValueAsString(score);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
