package io.trustfabric.trust.overview;

/// One number, and where its records are.
///
/// @param figure its name, such as `openCritical`
/// @param link the request that answers with the records behind it
public record TrustFigure(String figure, Long value, String link) {}
