package io.trustfabric.trust.overview;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One number, and where its records are.
///
/// @param figure its name, such as `openCritical`
/// @param link the request that answers with the records behind it; null where the caller may not
public record TrustFigure(String figure, Long value, @Schema(nullable = true) String link) {}
