package io.trustfabric.monitoring.slos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;

/// Makes definitions what is declared of them, by the name they have in their service.
@ApplicationScoped
public class DeclaredSlos {

  private final SloDefinitions definitions;
  private final ObjectMapper mapper;

  DeclaredSlos(SloDefinitions definitions, ObjectMapper mapper) {
    this.definitions = definitions;
    this.mapper = mapper;
  }

  /// What became of a declaration.
  public enum Declared {
    CREATED,
    UPDATED,
    /// It was so already: no new version, no line in the ledger.
    UNCHANGED
  }

  /// A definition and what became of it.
  public record DeclaredSlo(SloDefinition definition, Declared declared) {}

  /// Holds those that are there already until the transaction ends, and who else defines with them.
  /// In the order of their ids, as all do who hold several: nobody waits for one another.
  public void hold(Collection<SloDefinitionReport> reports) {
    definitions.hold();
    reports.stream()
        .flatMap(report -> SloDefinition.idOf(report.service(), report.name()).stream())
        .sorted()
        .forEach(SloDefinition::locked);
  }

  /// Creates the definition, or changes it into what is declared, once it is held.
  ///
  /// @param declared all of it; only its owner may be null, who is then who it is already
  /// @param owner who answers for a new one of which nobody is named
  /// @throws Invalid naming each field that contradicts another, or what cannot change
  /// @throws Conflict when it is retired
  public DeclaredSlo declare(SloDefinitionReport declared, String owner) {
    var known = SloDefinition.idOf(declared.service(), declared.name());
    if (known.isEmpty()) {
      var definition =
          (declared.owner() == null ? declared.ownedBy(owner) : declared).toDefinition();
      definition.persistAndFlush();
      return new DeclaredSlo(definition, Declared.CREATED);
    }
    return change(SloDefinition.locked(known.get()), declared);
  }

  private DeclaredSlo change(SloDefinition definition, SloDefinitionReport declared) {
    if (definition.isRetired()) {
      throw new Conflict(
          "The SLO %s of %s is retired.".formatted(definition.name, definition.service));
    }
    if (declared.sloType() != definition.sloType) {
      throw Invalid.field("/sloType", "cannot change: the SLO of that name has another type");
    }
    var whole = declared.owner() == null ? declared.ownedBy(definition.owner) : declared;
    var wanted = SloDefinitionEdit.of(whole.toDefinition());
    if (canonical(wanted).equals(canonical(SloDefinitionEdit.of(definition)))) {
      return new DeclaredSlo(definition, Declared.UNCHANGED);
    }
    wanted.applyTo(definition);
    SloDefinition.flush();
    return new DeclaredSlo(definition, Declared.UPDATED);
  }

  /// Two edits with the same canonical form say the same: whatever the decimals are written like,
  /// and in whatever order tags are.
  private Map<String, Object> canonical(SloDefinitionEdit edit) {
    var values = new java.util.HashMap<String, Object>();
    values.put("description", edit.description());
    values.put("target", plain(edit.target()));
    values.put("period", edit.period());
    values.put("timeZone", edit.timeZone());
    values.put("thresholdMs", plain(edit.thresholdMs()));
    values.put("owner", edit.owner());
    values.put("tags", new HashSet<>(edit.tags()));
    values.put("source", edit.source());
    values.put("goodQuery", edit.goodQuery());
    values.put("totalQuery", edit.totalQuery());
    values.put("metadata", Arrays.toString(Canonical.bytes(mapper.valueToTree(edit.metadata()))));
    return values;
  }

  private static String plain(BigDecimal number) {
    return number == null ? null : number.stripTrailingZeros().toPlainString();
  }
}
