package io.trustfabric.monitoring.openslo;

import java.util.Set;

/// What OpenSLO has no field for, in annotations of an SLO's metadata. They are written where they
/// say something, and may be left out of what is read.
final class Annotations {

  private static final String OURS = "trustfabric.io/";

  /// The name and the service, where they are no names as OpenSLO wants them.
  static final String NAME = OURS + "name";

  static final String SERVICE = OURS + "service";

  /// Availability when not said.
  static final String TYPE = OURS + "slo-type";

  static final String OWNER = OURS + "owner";
  static final String THRESHOLD = OURS + "threshold-ms";

  /// Of a rolling window, for which OpenSLO knows none.
  static final String TIME_ZONE = OURS + "time-zone";

  /// The record's free JSON.
  static final String METADATA = OURS + "metadata";

  static final Set<String> KNOWN =
      Set.of(NAME, SERVICE, TYPE, OWNER, THRESHOLD, TIME_ZONE, METADATA);

  /// The label whose values are tags as they are; any other label is a tag `key=value`.
  static final String TAG_LABEL = OURS + "tag";

  /// Where the free JSON keeps what OpenSLO says and a definition has no field for.
  static final String KEPT = "openslo";

  /// The type of a metric source that is no query: its counts are pushed to us.
  static final String PUSHED = "TrustFabric";

  static final String PROMETHEUS = "Prometheus";

  private Annotations() {}

  static boolean isOurs(String annotation) {
    return annotation.startsWith(OURS);
  }
}
