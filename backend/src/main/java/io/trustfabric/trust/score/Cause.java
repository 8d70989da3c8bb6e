package io.trustfabric.trust.score;

/// Something that costs points.
///
/// @param isBad whether records show something bad; else something is not known
/// @param link the request that answers with the records
record Cause(String reason, boolean isBad, String why, String link) {

  static Cause bad(String reason, String why, String link) {
    return new Cause(reason, true, why, link);
  }

  static Cause unknown(String reason, String why, String link) {
    return new Cause(reason, false, why, link);
  }
}
