package io.trustfabric.compliance.classification;

import io.trustfabric.record.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What contradicts itself in a classification. The database refuses the same, each rule by a CHECK
/// of its name.
public enum ClassificationRule {
  /// Restricted, personal and health data is encrypted where it lies and on its way.
  ENCRYPTION_REQUIRED,
  /// Data about people is never public.
  PUBLIC_PERSONAL_DATA,
  /// What is deleted by itself is deleted after a time.
  AUTO_DELETE_WITHOUT_RETENTION,
  /// Data is allowed only where it has to stay.
  REGION_OUTSIDE_RESIDENCY;

  /// All contradictions at once.
  ///
  /// @throws Invalid naming each with its rule
  static void check(DataClassificationEdit said) {
    var errors = new ArrayList<Invalid.Field>();
    var personal = said.dataType().isPersonal();
    if (personal || said.sensitivity() == Sensitivity.RESTRICTED) {
      var why = personal ? said.dataType() : said.sensitivity();
      var message = "must be true for %s data".formatted(why.name().toLowerCase(Locale.ROOT));
      if (!said.encryptionAtRest()) {
        ENCRYPTION_REQUIRED.broken("/encryptionAtRest", message, errors);
      }
      if (!said.encryptionInTransit()) {
        ENCRYPTION_REQUIRED.broken("/encryptionInTransit", message, errors);
      }
    }
    if (personal && said.sensitivity() == Sensitivity.PUBLIC) {
      PUBLIC_PERSONAL_DATA.broken("/sensitivity", "data about people is not public", errors);
    }
    if (said.autoDelete() && said.retentionDays() == null) {
      AUTO_DELETE_WITHOUT_RETENTION.broken(
          "/autoDelete", "needs retentionDays, after which to delete", errors);
    }
    regions(said, errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private static void regions(DataClassificationEdit said, List<Invalid.Field> errors) {
    for (int i = 0; i < said.allowedRegions().size(); i++) {
      var region = said.allowedRegions().get(i);
      var pointer = "/allowedRegions/" + i;
      if (!Region.isKnown(region)) {
        errors.add(
            new Invalid.Field(
                pointer, "must be an ISO 3166 country or subdivision such as DE or US-CA, or EU"));
      } else if (!said.residency().holds(region)) {
        REGION_OUTSIDE_RESIDENCY.broken(
            pointer, "%s does not lie in %s".formatted(region, said.residency().spoken()), errors);
      }
    }
  }

  private void broken(String pointer, String message, List<Invalid.Field> errors) {
    errors.add(new Invalid.Field(pointer, name().toLowerCase(Locale.ROOT) + ": " + message));
  }
}
