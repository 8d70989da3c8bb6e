package io.trustfabric.monitoring.slos;

import io.trustfabric.record.Author;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Conflict;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;

/// Finds the SLOs that reports are about, or defines them, and holds them until the transaction
/// ends: what is measured of one SLO comes in one after the other, so that overlaps are named, the
/// first measurement decides how all are made, and no alert is told twice.
@ApplicationScoped
class MeasuredSlos {

  /// So many SLOs can be measured at once: each is a row that is held.
  private static final int MOST = 1_000;

  private final SloDefinitions definitions;

  MeasuredSlos(SloDefinitions definitions) {
    this.definitions = definitions;
  }

  private record Name(String service, String name) {
    static Name of(MeasurementReport report) {
      return new Name(report.service(), report.sloName());
    }
  }

  /// The SLO of each report, in the reports' order.
  ///
  /// @param at the JSON pointer of the i-th report
  /// @throws Invalid naming each report that is about none, or contradicts it
  /// @throws Conflict when one is retired
  List<SloDefinition> of(List<MeasurementReport> reports, IntFunction<String> at) {
    var errors = new ArrayList<Invalid.Field>();
    for (int i = 0; i < reports.size(); i++) {
      reports.get(i).check(at.apply(i), errors);
    }
    refuse(errors);
    var byName = byName(reports, at);
    var held = held(reports, byName);
    var found = new ArrayList<SloDefinition>();
    for (int i = 0; i < reports.size(); i++) {
      var report = reports.get(i);
      var id = report.sloId() != null ? report.sloId() : byName.get(Name.of(report));
      var definition = held.get(id);
      if (definition == null) {
        errors.add(new Invalid.Field(at.apply(i) + "/sloId", "there is no such SLO"));
      } else {
        take(report, definition, at.apply(i), errors);
      }
      found.add(definition);
    }
    refuse(errors);
    SloDefinition.flush();
    return found;
  }

  private static void take(
      MeasurementReport report, SloDefinition definition, String at, List<Invalid.Field> errors) {
    if (definition.isRetired()) {
      throw new Conflict(
          "The SLO %s of %s is retired and takes no measurements."
              .formatted(definition.name, definition.service));
    }
    if (definition.measuredBy() == null) {
      definition.firstMeasuredBy(report.measuredBy());
    }
    report.check(definition, at, errors);
  }

  /// Which SLO each name means; those that mean none are defined.
  private Map<Name, UUID> byName(List<MeasurementReport> reports, IntFunction<String> at) {
    var first = new LinkedHashMap<Name, Integer>();
    for (int i = 0; i < reports.size(); i++) {
      if (reports.get(i).sloId() == null) {
        first.putIfAbsent(Name.of(reports.get(i)), i);
      }
    }
    limit(first.size());
    var byName = new HashMap<Name, UUID>();
    for (var name : first.keySet()) {
      SloDefinition.idOf(name.service, name.name).ifPresent(id -> byName.put(name, id));
    }
    first.keySet().removeAll(byName.keySet());
    var errors = new ArrayList<Invalid.Field>();
    first.forEach((name, i) -> required(reports.get(i), at.apply(i), errors));
    refuse(errors);
    first.forEach((name, i) -> byName.put(name, define(reports.get(i), at.apply(i), errors)));
    refuse(errors);
    return byName;
  }

  private static void required(MeasurementReport report, String at, List<Invalid.Field> errors) {
    var why = "is required: the service has no SLO of that name yet";
    if (report.sloType() == null) {
      errors.add(new Invalid.Field(at + "/sloType", why));
    }
    if (report.target() == null) {
      errors.add(new Invalid.Field(at + "/target", why));
    }
  }

  private UUID define(MeasurementReport report, String at, List<Invalid.Field> errors) {
    definitions.hold();
    var made = SloDefinition.idOf(report.service(), report.sloName());
    if (made.isPresent()) {
      return made.get();
    }
    try {
      var definition = report.toDefinition(name(Callers.current().author())).toDefinition();
      definition.firstMeasuredBy(report.measuredBy());
      definition.persistAndFlush();
      return definition.id;
    } catch (Invalid e) {
      e.fields().forEach(f -> errors.add(new Invalid.Field(at + f.pointer(), f.message())));
      return null;
    }
  }

  private static String name(Author author) {
    return author.name() == null ? author.subject() : author.name();
  }

  /// In the order of their ids, so that two who hold several cannot wait for one another.
  private static Map<UUID, SloDefinition> held(
      List<MeasurementReport> reports, Map<Name, UUID> byName) {
    var ids = new TreeSet<>(byName.values());
    reports.stream().map(MeasurementReport::sloId).filter(Objects::nonNull).forEach(ids::add);
    limit(ids.size());
    var held = new HashMap<UUID, SloDefinition>();
    ids.forEach(id -> held.put(id, SloDefinition.locked(id)));
    return held;
  }

  private static void limit(int slos) {
    if (slos > MOST) {
      throw Invalid.field("", "is about more than %,d SLOs".formatted(MOST));
    }
  }

  private static void refuse(List<Invalid.Field> errors) {
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }
}
