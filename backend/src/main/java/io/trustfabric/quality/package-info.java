/// Accuracy that is computed: golden datasets, regression results, evaluations. Each room is a
/// package of its own.
package io.trustfabric.quality;
