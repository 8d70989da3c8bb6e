package io.trustfabric.compliance.oscal;

import io.trustfabric.compliance.catalogs.Catalog;
import java.util.UUID;

/// Where the things lie that documents refer to, relative to the documents themselves.
public interface OscalPlaces {

  /// Beside these documents in the API.
  OscalPlaces API =
      new OscalPlaces() {
        @Override
        public String catalog(Catalog catalog) {
          return "catalog?framework=" + catalog.framework().stored();
        }

        @Override
        public String plan(Catalog catalog) {
          return "assessment-plan?framework=" + catalog.framework().stored();
        }

        @Override
        public String revision(UUID evidenceId, long number) {
          return "../evidence/%s/revisions/%d".formatted(evidenceId, number);
        }

        @Override
        public String file(UUID evidenceId, UUID fileId, String name) {
          return "../evidence/%s/files/%s".formatted(evidenceId, fileId);
        }

        @Override
        public String history(String recordType, UUID recordId) {
          return "../../audit/records/%s/%s".formatted(recordType, recordId);
        }
      };

  String catalog(Catalog catalog);

  String plan(Catalog catalog);

  /// What evidence said in one of its revisions.
  String revision(UUID evidenceId, long number);

  /// @param name what the file was called
  String file(UUID evidenceId, UUID fileId, String name);

  /// A record's lines in the ledger.
  String history(String recordType, UUID recordId);
}
