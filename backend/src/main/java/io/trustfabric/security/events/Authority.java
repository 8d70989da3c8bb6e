package io.trustfabric.security.events;

import jakarta.persistence.EnumeratedValue;
import java.time.Duration;
import java.util.Locale;

/// To whom a breach must be reported, and within what time from becoming aware of it.
public enum Authority {
  /// Supervisory authority under GDPR article 33(1): without undue delay, at most 72 hours.
  GDPR_ART_33(Duration.ofHours(72)),
  /// Secretary of HHS and individuals under HIPAA, 45 CFR 164.404(b) and 164.408(b): at most 60
  /// days.
  HIPAA(Duration.ofDays(60));

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  private final Duration within;

  Authority(Duration within) {
    this.within = within;
  }

  public Duration within() {
    return within;
  }
}
