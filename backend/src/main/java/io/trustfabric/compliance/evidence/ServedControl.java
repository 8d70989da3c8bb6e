package io.trustfabric.compliance.evidence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.compliance.catalogs.CatalogControl;
import io.trustfabric.compliance.catalogs.Framework;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A control that evidence serves.
@RegisterForReflection
public record ServedControl(
    @NotNull Framework framework, @NotBlank @Size(max = 100) String controlId) {

  String key() {
    return CatalogControl.key(framework, controlId);
  }

  /// The control of a key such as `soc2/CC6.1`.
  public static ServedControl of(String key) {
    var cut = key.indexOf('/');
    return new ServedControl(
        Framework.named(key.substring(0, cut)).orElseThrow(), key.substring(cut + 1));
  }
}
