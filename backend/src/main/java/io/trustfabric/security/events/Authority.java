package io.trustfabric.security.events;

import jakarta.persistence.EnumeratedValue;
import java.time.Duration;
import java.util.Locale;

/// To whom a breach must be reported, and within what time from becoming aware of it.
public enum Authority {
  /// Supervisory authority under GDPR article 33(1): without undue delay, at most 72 hours.
  GDPR_ART_33(Duration.ofHours(72), Duration.ofHours(24)),
  /// Secretary of HHS and individuals under HIPAA, 45 CFR 164.404(b) and 164.408(b): at most 60
  /// days.
  HIPAA(Duration.ofDays(60), Duration.ofDays(7));

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  private final Duration within;
  private final Duration lastCall;

  Authority(Duration within, Duration lastCall) {
    this.within = within;
    this.lastCall = lastCall;
  }

  public Duration within() {
    return within;
  }

  /// How long before the end of that time people are told that it runs out.
  public Duration lastCall() {
    return lastCall;
  }
}
