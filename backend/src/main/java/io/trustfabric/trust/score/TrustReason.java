package io.trustfabric.trust.score;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why points are lost.
///
/// @param reason a stable name, such as `suite_fails`
/// @param isBad whether records show something bad; else something is not known
/// @param lost points, with two decimals
/// @param count how many records or subjects it is about
/// @param why the same in words
/// @param link the request that answers with the records; null where the caller may not read them
/// @param subjects the first 10 of them: ids, or names where the API asks by name
public record TrustReason(
    String reason,
    Boolean isBad,
    BigDecimal lost,
    Long count,
    String why,
    @Schema(nullable = true) String link,
    List<String> subjects) {}
