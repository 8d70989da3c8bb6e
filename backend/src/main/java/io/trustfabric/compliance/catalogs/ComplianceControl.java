package io.trustfabric.compliance.catalogs;

import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the organisation says of one control: who answers for it and whether it applies. Until
/// something was said it applies, nobody owns it, and nothing is stored.
@Entity
@Table(name = "compliance_controls")
public class ComplianceControl extends TrustRecord {

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public Framework framework;

  @Column(updatable = false)
  public String controlId;

  /// Who answers for it.
  @Personal public String owner;

  private Boolean applicable;

  /// Why it applies or not.
  private String applicabilityReason;

  protected ComplianceControl() {}

  ComplianceControl(CatalogControl control) {
    identify();
    this.framework = control.framework();
    this.controlId = control.id();
    this.applicable = true;
  }

  public String key() {
    return CatalogControl.key(framework, controlId);
  }

  public boolean applicable() {
    return applicable;
  }

  public String applicabilityReason() {
    return applicabilityReason;
  }

  /// Says whether the control applies.
  ///
  /// @param mandatory whether the framework lets nobody leave it out
  /// @param reason why; required where it does not apply
  /// @throws Conflict when it is mandatory and shall not apply
  void apply(boolean applies, String reason, boolean mandatory) {
    var why = reason == null || reason.isBlank() ? null : reason;
    if (!applies && why == null) {
      throw Invalid.field("/applicabilityReason", "is required where a control does not apply");
    }
    if (!applies && mandatory) {
      throw new Conflict("The framework lets nobody leave this control out.");
    }
    if (applies != applicable) {
      does("applicability_changed");
      because(why);
    }
    applicable = applies;
    applicabilityReason = why;
  }

  /// What is said of a control; a new one, not stored, when nothing was.
  public static ComplianceControl of(CatalogControl control) {
    return ComplianceControl.<ComplianceControl>find(
            "framework = ?1 and controlId = ?2", control.framework(), control.id())
        .firstResultOptional()
        .orElseGet(() -> unsaid(control));
  }

  /// A control of which nothing was said; not stored.
  public static ComplianceControl unsaid(CatalogControl control) {
    return new ComplianceControl(control);
  }

  /// All that was said, by the controls' keys.
  public static Map<String, ComplianceControl> all() {
    List<ComplianceControl> all = listAll();
    return all.stream().collect(Collectors.toMap(ComplianceControl::key, Function.identity()));
  }
}
