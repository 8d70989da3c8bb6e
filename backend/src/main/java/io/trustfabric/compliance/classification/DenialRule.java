package io.trustfabric.compliance.classification;

import java.util.Locale;

/// Why a use of data is denied.
public enum DenialRule {
  /// Nobody has said what may be done with it.
  UNCLASSIFIED_ASSET,
  /// It is used outside its residency or the regions allowed in it.
  REGION_NOT_ALLOWED,
  /// It is used for something else than what it is there for.
  PURPOSE_NOT_ALLOWED,
  /// The role is not one that may use it.
  ROLE_NOT_ALLOWED,
  /// It has to be encrypted and is not.
  NOT_ENCRYPTED;

  /// The rule's name on the wire.
  String spoken() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What of a use breaks this rule: the same again is the same cause.
  String offending(DataUse use) {
    return switch (this) {
      case UNCLASSIFIED_ASSET -> "";
      case REGION_NOT_ALLOWED -> use.region();
      case PURPOSE_NOT_ALLOWED -> use.purpose();
      case ROLE_NOT_ALLOWED, NOT_ENCRYPTED -> use.role();
    };
  }
}
