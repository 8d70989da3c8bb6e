/// The model registry: which versions of a model there are, what they were made of and measured at,
/// and which of them answer in production to what share.
package io.trustfabric.modelops.registry;
