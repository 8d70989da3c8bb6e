package io.trustfabric.trust.overview;

import io.trustfabric.trust.score.TrustDomain;
import io.trustfabric.trust.score.TrustReason;
import io.trustfabric.trust.score.TrustState;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How one domain stands.
///
/// @param worst what weighs most against it; null when all of it is proved
/// @param points of the score; null where the domain is no part of it
/// @param maximum the points it can have; null likewise
/// @param figures in a fixed order
public record TrustBlock(
    TrustDomain domain,
    TrustState state,
    @Schema(nullable = true) TrustReason worst,
    @Schema(nullable = true) BigDecimal points,
    @Schema(nullable = true) BigDecimal maximum,
    List<TrustFigure> figures) {}
