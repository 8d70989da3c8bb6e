package io.trustfabric.quality.datasets;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A further version: its items whole, or what it has other than a base. What is not said is as in
/// the newest version of the name, or as in the base.
///
/// In lines of JSON this is the first line, without `items`, `upsert` and `remove`. Each line after
/// it is an item; with a base it may also be `{"remove": key}`.
///
/// @param base the version that `upsert` and `remove` start from; null when `items` are all there
///   are
/// @param items all items
/// @param upsert items that are new, or other than in the base
/// @param remove keys of items that the base has and this version has not
@RegisterForReflection
public record VersionReport(
    @NotBlank @Size(max = 2_000) String changeNote,
    UUID base,
    @Size(max = 10_000) String description,
    @Size(min = 1, max = 500) String source,
    @Size(max = 200) List<@NotNull @Valid FieldComparator> comparators,
    Map<String, Object> metadata,
    List<GoldenItemReport> items,
    List<GoldenItemReport> upsert,
    List<String> remove) {

  /// @param from what it goes on from
  void describe(GoldenDataset dataset, GoldenDataset from) {
    dataset.name = from.name;
    dataset.description = description == null ? from.description : description;
    dataset.jurisdiction = from.jurisdiction;
    dataset.filingType = from.filingType;
    dataset.documentType = from.documentType;
    dataset.source = source == null ? from.source : source;
    dataset.changeNote = changeNote;
    dataset.comparators =
        comparators == null ? Map.copyOf(from.comparators) : FieldComparator.kept(comparators);
    dataset.baseId = base;
    if (metadata != null) {
      dataset.metadata = metadata;
    }
  }
}
