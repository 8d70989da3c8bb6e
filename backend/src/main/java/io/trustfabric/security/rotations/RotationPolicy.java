package io.trustfabric.security.rotations;

import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// The longest time between two rotations, for each kind of secret. There is one; until two people
/// change it the usual limits of {@link SecretType} hold and nothing is stored.
@Entity
@Table(name = "secret_rotation_policies")
public class RotationPolicy extends TrustRecord {

  /// Days by kind, as stored: `{"api_key": 90}`.
  @JdbcTypeCode(SqlTypes.JSON)
  private Map<String, Object> maxIntervalDays;

  protected RotationPolicy() {}

  private RotationPolicy(Map<SecretType, Integer> days) {
    identify();
    this.maxIntervalDays = written(days);
  }

  /// The policy in force; a new one with the usual limits, not stored, when there is none.
  static RotationPolicy current() {
    return RotationPolicy.<RotationPolicy>findAll()
        .firstResultOptional()
        .orElseGet(() -> new RotationPolicy(new EnumMap<>(SecretType.class)));
  }

  /// The longest interval for a kind, in days.
  public int maxDays(SecretType type) {
    return maxIntervalDays.get(type.stored()) instanceof Number days
        ? days.intValue()
        : type.usualDays();
  }

  /// Sets the limits named, as two people have decided.
  void limit(Map<SecretType, Integer> days, String reason) {
    var all = new LinkedHashMap<>(maxIntervalDays);
    all.putAll(written(days));
    maxIntervalDays = all;
    does("changed");
    because(reason);
  }

  private static Map<String, Object> written(Map<SecretType, Integer> days) {
    var written = new LinkedHashMap<String, Object>();
    days.forEach((type, value) -> written.put(type.stored(), value));
    return written;
  }
}
