package io.trustfabric.monitoring.openslo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.monitoring.slos.DeclaredSlos;
import io.trustfabric.monitoring.slos.DeclaredSlos.Declared;
import io.trustfabric.monitoring.slos.DeclaredSlos.DeclaredSlo;
import io.trustfabric.monitoring.yaml.YamlReader;
import io.trustfabric.record.Author;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Bodies;
import io.trustfabric.web.SecretSightings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Takes over the SLOs of an OpenSLO file: all, or none.
@ApplicationScoped
class OpenSloImport {

  private final Bodies bodies;
  private final ObjectMapper mapper;
  private final DeclaredSlos slos;
  private final SecretSightings secrets;

  OpenSloImport(Bodies bodies, ObjectMapper mapper, DeclaredSlos slos, SecretSightings secrets) {
    this.bodies = bodies;
    this.mapper = mapper;
    this.slos = slos;
    this.secrets = secrets;
  }

  /// What became of the SLOs of a file.
  ///
  /// @param slos in the file's order
  public record OpenSloImported(
      Long created, Long updated, Long unchanged, List<ImportedSlo> slos) {

    static OpenSloImported of(List<ImportedSlo> slos) {
      return new OpenSloImported(
          count(slos, Declared.CREATED),
          count(slos, Declared.UPDATED),
          count(slos, Declared.UNCHANGED),
          slos);
    }

    private static Long count(List<ImportedSlo> slos, Declared declared) {
      return slos.stream().filter(slo -> slo.declared() == declared).count();
    }
  }

  /// One SLO of a file.
  ///
  /// @param id its definition's
  /// @param version its definition's, now
  public record ImportedSlo(UUID id, Long version, String service, String name, Declared declared) {

    static ImportedSlo of(DeclaredSlo slo) {
      var definition = slo.definition();
      return new ImportedSlo(
          definition.id, definition.version, definition.service, definition.name, slo.declared());
    }
  }

  /// @throws Invalid naming everything that is wrong or cannot be mapped
  OpenSloImported read(InputStream body) {
    var documents = new YamlReader().read(body);
    documents.forEach(secrets::lookThrough);
    var declarations = new OpenSloFile(bodies, mapper).read(documents);
    slos.hold(declarations.stream().map(Declaration::report).toList());
    var owner = name(Callers.current().author());
    var findings = new Findings();
    Map<Declaration, ImportedSlo> imported = new HashMap<>();
    for (var declaration : declarations) {
      try {
        imported.put(declaration, ImportedSlo.of(slos.declare(declaration.report(), owner)));
      } catch (Invalid e) {
        e.fields().forEach(f -> findings.add(declaration.place(f.pointer()), f.message()));
      }
    }
    findings.refuse();
    return OpenSloImported.of(declarations.stream().map(imported::get).toList());
  }

  private static String name(Author author) {
    return author.name() == null ? author.subject() : author.name();
  }
}
