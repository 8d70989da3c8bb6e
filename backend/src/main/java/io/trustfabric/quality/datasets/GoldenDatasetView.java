package io.trustfabric.quality.datasets;

import io.trustfabric.record.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A version of a golden dataset as clients see it.
///
/// @param dataVersion counts the versions of the name from 1
/// @param nextStatuses where it may go from here
/// @param baseId the version it was made from by a delta
/// @param sizeBytes of all items in canonical JSON
/// @param contentSha256 SHA-256 over the items in byte order of key, each as RFC 8785 canonical
///   JSON with a line feed: the digest of `/items` as those see it who may see `expected`
/// @param tags all tags of the items
public record GoldenDatasetView(
    UUID id,
    Long version,
    Instant createdAt,
    Author createdBy,
    Instant updatedAt,
    Author updatedBy,
    Map<String, Object> metadata,
    String name,
    Long dataVersion,
    @Schema(nullable = true) String description,
    String jurisdiction,
    String filingType,
    String documentType,
    DatasetStatus status,
    List<DatasetStatus> nextStatuses,
    @Schema(nullable = true) String changeNote,
    String source,
    List<FieldComparator> comparators,
    @Schema(nullable = true) UUID baseId,
    Long itemCount,
    Long sizeBytes,
    String contentSha256,
    List<String> tags) {

  static GoldenDatasetView of(GoldenDataset dataset) {
    return new GoldenDatasetView(
        dataset.id,
        dataset.version,
        dataset.createdAt,
        dataset.createdBy,
        dataset.updatedAt,
        dataset.updatedBy,
        dataset.metadata,
        dataset.name,
        dataset.dataVersion,
        dataset.description,
        dataset.jurisdiction,
        dataset.filingType,
        dataset.documentType,
        dataset.status(),
        dataset.status().next().stream().sorted().toList(),
        dataset.changeNote,
        dataset.source,
        FieldComparator.of(dataset.comparators),
        dataset.baseId,
        dataset.itemCount(),
        dataset.sizeBytes(),
        dataset.contentSha256(),
        dataset.tags());
  }
}
