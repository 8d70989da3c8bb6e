package io.trustfabric.modelops.registry;

import io.trustfabric.modelops.registry.ModelView.ModelShare;
import io.trustfabric.record.Author;
import io.trustfabric.web.BesideRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A model as clients see it; its versions are a list of their own.
///
/// @param aliases which `modelVersion` each alias means
/// @param versions how many versions were ever registered
/// @param split how production is shared between them: 100 together, or nobody
/// @param standing what is in production, how good it was found and what drift of it is open
public record RegisteredModelView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    String name,
    @Schema(nullable = true) String description,
    Map<String, Object> tags,
    Map<String, Object> aliases,
    Long versions,
    Instant lastActivityAt,
    @BesideRecord List<ModelShare> split,
    @BesideRecord ModelStanding standing) {

  /// @param production its versions in production
  static RegisteredModelView of(
      RegisteredModel model, List<ModelVersion> production, ModelStanding standing) {
    return new RegisteredModelView(
        model.id,
        model.version,
        model.createdAt,
        model.createdBy,
        model.updatedAt,
        model.updatedBy,
        model.metadata,
        model.name(),
        model.description,
        model.tags,
        model.aliases(),
        model.versions(),
        model.lastActivityAt(),
        production.stream().map(ModelShare::of).toList(),
        standing);
  }
}
