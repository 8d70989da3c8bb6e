package io.trustfabric.compliance.catalogs;

import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the organisation lets itself be judged by.
public enum Framework {
  SOC2("soc2-tsc-2017.json"),
  ISO27001("iso27001-2022.json"),
  GDPR("gdpr-2016-679.json"),
  HIPAA("hipaa-security-rule.json");

  @EnumeratedValue private final String stored = name().toLowerCase(Locale.ROOT);
  private final String file;

  Framework(String file) {
    this.file = file;
  }

  /// The name on the wire and in keys: `iso27001`.
  public String stored() {
    return stored;
  }

  String file() {
    return file;
  }

  /// The framework of that name on the wire.
  public static Optional<Framework> named(String name) {
    return Arrays.stream(values()).filter(f -> f.stored.equals(name)).findFirst();
  }
}
