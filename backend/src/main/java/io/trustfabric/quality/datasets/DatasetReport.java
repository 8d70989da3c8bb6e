package io.trustfabric.quality.datasets;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/// A golden dataset's first version. In lines of JSON this is the first line, without `items`, and
/// each line after it is an item.
///
/// @param comparators how fields are compared; exactly where nothing is said
/// @param items at most 100,000, and 64 MiB in all; taken as they come in, they may stand anywhere
@RegisterForReflection
public record DatasetReport(
    @NotBlank @Size(max = 200) String name,
    @Size(max = 10_000) String description,
    @NotNull @Jurisdiction String jurisdiction,
    @NotBlank @Size(max = 100) String filingType,
    @NotBlank @Size(max = 100) String documentType,
    @NotBlank @Size(max = 500) String source,
    @Size(max = 2_000) String changeNote,
    @Size(max = 200) List<@NotNull @Valid FieldComparator> comparators,
    Map<String, Object> metadata,
    List<GoldenItemReport> items) {

  void describe(GoldenDataset dataset) {
    dataset.name = name;
    dataset.dataVersion = 1L;
    dataset.description = description;
    dataset.jurisdiction = jurisdiction;
    dataset.filingType = filingType;
    dataset.documentType = documentType;
    dataset.source = source;
    dataset.changeNote = changeNote;
    if (comparators != null) {
      dataset.comparators = FieldComparator.kept(comparators);
    }
    if (metadata != null) {
      dataset.metadata = metadata;
    }
  }
}
