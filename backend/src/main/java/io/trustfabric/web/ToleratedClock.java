package io.trustfabric.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ClockProvider;
import java.time.Clock;
import java.time.Duration;

/// The clock by which a time sent to us is in the future: five minutes ahead, since the clocks of
/// those who report are not ours.
@ApplicationScoped
public class ToleratedClock implements ClockProvider {

  private static final Duration AHEAD = Duration.ofMinutes(5);

  @Override
  public Clock getClock() {
    return Clock.offset(Clock.systemUTC(), AHEAD);
  }
}
