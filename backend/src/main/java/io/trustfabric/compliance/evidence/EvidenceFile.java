package io.trustfabric.compliance.evidence;

import io.trustfabric.record.Personal;
import io.trustfabric.record.TrustRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// A file of a piece of evidence. Its bytes lie apart ({@link FileChunks}); their digest is part of
/// it. It was uploaded when it was created.
@Entity
@Table(name = "evidence_files")
public class EvidenceFile extends TrustRecord {

  @Column(updatable = false)
  public UUID evidenceId;

  @Personal
  @Column(updatable = false)
  public String name;

  /// As its content says.
  @Column(updatable = false)
  public String mediaType;

  @Column(updatable = false)
  public Long sizeBytes;

  /// Computed here while it came in; hex.
  @Column(updatable = false)
  public String sha256;

  /// The revision that it came with.
  @Column(updatable = false)
  public Long addedIn;

  /// The first revision without it; null while it belongs to the evidence.
  private Long removedIn;

  protected EvidenceFile() {}

  /// A file that is to be; it has an id, by which its bytes are kept.
  EvidenceFile(UUID evidenceId, String name) {
    identify();
    this.evidenceId = evidenceId;
    this.name = name;
  }

  public Long removedIn() {
    return removedIn;
  }

  void removeIn(long revision) {
    removedIn = revision;
    does("removed");
  }

  /// The files that belong to a piece of evidence, in the order they came.
  public static List<EvidenceFile> of(UUID evidenceId) {
    return list("evidenceId = ?1 and removedIn is null order by createdAt, id", evidenceId);
  }

  /// The same for several at once.
  static Map<UUID, List<EvidenceFile>> of(Collection<UUID> evidenceIds) {
    return EvidenceFile.<EvidenceFile>list(
            "evidenceId in ?1 and removedIn is null order by createdAt, id", evidenceIds)
        .stream()
        .collect(Collectors.groupingBy(file -> file.evidenceId));
  }
}
