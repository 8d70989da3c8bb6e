package io.trustfabric.compliance.reviews;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/// What reviews hold against an account.
@ConfigMapping(prefix = "trust-fabric.reviews")
public interface ReviewsConfig {

  /// After so many days without use a revocation is recommended.
  @WithDefault("90")
  int unusedDays();

  /// Permissions that one account must not hold together, `one+other`. An auditor is none of those
  /// who write what is audited.
  @WithDefault("admin+auditor,compliance+auditor,engineer+auditor,security+auditor")
  List<String> conflicts();
}
