/// What is known of the product's and the models' quality: test reports, golden datasets,
/// evaluations.
package io.trustfabric.demo.quality;
